"""Bedrock Runtime: Nova, Claude, Qwen, Titan and Canvas over AWS's wire formats, answered from the prompt."""
