"""A run as one HTML page: the documents, what was found in them and where, and how long each hop took."""
