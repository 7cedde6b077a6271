"""How much each Lambda function has at work, and has had."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

MB_PER_GB = 1024


@dataclass
class Work:
    """One function's work.

    Attributes:
        started: when each invocation under way began.
        invocations: how many have ended.
        seconds: what they took.
        gb_seconds: that, times the function's memory.
    """

    started: list[float] = field(default_factory=list)
    invocations: int = 0
    seconds: float = 0.0
    gb_seconds: float = 0.0

    def state(self, now: float) -> dict[str, float]:
        """As the gauges' route tells it."""
        return {
            "running": len(self.started),
            "invocations": self.invocations,
            "busy_seconds": self.seconds + sum(now - began for began in self.started),
            "gb_seconds": self.gb_seconds,
        }


class Functions:
    """The work of all functions. Threads may share it.

    Args:
        now: a clock that never goes back, in seconds.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = Lock()
        self._work: defaultdict[tuple[str, str], Work] = defaultdict(Work)

    @contextmanager
    def at_work(self, version: Any) -> Iterator[None]:
        """Count the block as an invocation of LocalStack's `FunctionVersion`."""
        began = self._now()
        with self._lock:
            work = self._work[version.id.account, version.id.function_name]
            work.started.append(began)
        try:
            yield
        finally:
            seconds = self._now() - began
            with self._lock:
                work.started.remove(began)
                work.invocations += 1
                work.seconds += seconds
                work.gb_seconds += seconds * version.config.memory_size / MB_PER_GB

    def of(self, account: str) -> dict[str, dict[str, float]]:
        """Each function of an account."""
        with self._lock:
            now = self._now()
            return {name: work.state(now) for (owner, name), work in self._work.items() if owner == account}


FUNCTIONS = Functions()
"""The engine's."""
