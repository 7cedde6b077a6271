"""Readers of single values: each takes a text and returns what it says, or None."""
