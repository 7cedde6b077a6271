"""The errors that a handler understands."""


class PlatformError(Exception):
    """Something went wrong that has a name: a stable `code` and a `message` for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class RetryableError(PlatformError):
    """The same request may succeed later: raise it to the caller's retry policy, which ends in a DLQ."""


class ConfigurationError(PlatformError):
    """The function's environment lacks a variable or holds one that can't be read."""

    def __init__(self, message: str) -> None:
        super().__init__("ConfigurationError", message)
