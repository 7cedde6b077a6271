"""Lambda's limits, and how this engine measures them. Standard library only: workers import this."""

from dataclasses import dataclass, field

from harness.engine.plugins.lambda_runtime import clock

INIT_SECONDS = 10.0
"""Time for loading the handler's module; after it, Lambda starts again within the invocation's own time. Source:
AWS Lambda Developer Guide, "Understanding the Lambda execution environment lifecycle", Init phase."""

RESPONSE_BYTES = 6_291_556
"""Largest synchronous response: 6 MB and 100 bytes of envelope, as in the message of AWS's own error."""

LOG_BYTES = 8 * 1024 * 1024
"""Most that one invocation's log may hold here. AWS has no such limit, but CloudWatch's bill."""

BASE_MB = 40
"""What Lambda reports for a Python function that does nothing. A worker inherits more than this from its template, and
what it inherits is no merit or fault of the function."""

TOLERANCE_MB = 32
"""By how much a function may exceed its memory size before it is killed. The resident size is a rough measure."""


class TimeLimitError(Exception):
    """The time is up and the worker hasn't answered."""


class MemoryLimitError(Exception):
    """The worker uses more memory than the function has."""


@dataclass(frozen=True)
class Deadline:
    """A moment, `seconds` after it was made."""

    seconds: float
    _start: float = field(default_factory=clock.monotonic)

    def remaining(self) -> float:
        """Seconds left; negative when it has passed."""
        return self._start + self.seconds - clock.monotonic()

    def elapsed(self) -> float:
        """Seconds since it was made."""
        return clock.monotonic() - self._start


def used_mb(resident_kb: int, inherited_kb: int) -> int:
    """Memory that the function itself is answerable for."""
    return BASE_MB + max(0, resident_kb - inherited_kb) // 1024
