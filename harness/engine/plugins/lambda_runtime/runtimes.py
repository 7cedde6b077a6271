"""Which runtime identifiers this engine runs, and on what."""

import platform

SUPPORTED = tuple(f"python3.{minor}" for minor in range(8, 15))
"""All run on the host's Python, whatever its version."""


def host_runtime() -> str:
    """The identifier that the host's Python really is."""
    return "python" + ".".join(platform.python_version_tuple()[:2])


def substitution(function: str, runtime: str) -> str | None:
    """A sentence about the difference, if there is one, between what a function asks for and what it gets."""
    if runtime == host_runtime():
        return None
    return f"Function {function} asks for {runtime} and runs on the host's Python {platform.python_version()}."
