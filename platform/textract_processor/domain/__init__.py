"""What the system decides, without an SDK: pure functions, and use cases against the ports."""
