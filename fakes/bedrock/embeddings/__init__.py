"""Models that embed texts."""
