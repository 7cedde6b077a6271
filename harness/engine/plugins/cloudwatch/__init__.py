"""Metrics that services publish about themselves and functions print, what is computed from them, and alarms."""
