"""The YouTube Data API v3 over plain HTTP: search, videos, channels and comments of a catalogue."""
