"""Reads audio and video files: how long they are, what they sound like, and the captions inside."""
