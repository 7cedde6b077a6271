"""Reading what the pipeline has made of documents."""
