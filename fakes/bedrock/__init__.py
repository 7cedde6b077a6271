"""Bedrock Runtime: Nova and Qwen over AWS's wire formats, answered from the text in the prompt."""
