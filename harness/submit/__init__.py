"""Handing documents to the deployed pipeline, following them through it, and reading what came out."""
