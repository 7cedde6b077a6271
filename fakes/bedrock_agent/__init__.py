"""Bedrock Agent Runtime: agents that are defined in files, and return control for every action."""
