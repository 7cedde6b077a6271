"""Ctrl-C, and what CI cancels with: a wish that a run end, which cuts nothing short that has to be done then."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interruptions:
    """How often somebody has wished that a run end: once means to send nothing more, twice to wait for nothing.

    Attributes:
        count: so often.
    """

    def __init__(self) -> None:
        self.count = 0

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Count signals instead of being ended by them; also where a shell has Ctrl-C ignored, as in the background."""
        before = {number: signal.signal(number, self._count) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _count(self, _number: int, _frame: FrameType | None) -> None:
        self.count += 1
