"""Engines: what answers AWS API calls. LocalStack on the host, LocalStack in Docker, or AWS itself."""
