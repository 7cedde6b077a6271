"""What a service was told a moment ago, and takes for still true."""

from collections.abc import Callable
from typing import Generic, TypeVar

from fakes import clock

REMEMBERED_SECONDS = 1.0
"""AWS's services see a change of IAM some seconds later, too: IAM User Guide, "Changes that I make are not always
immediately visible". To ask for each of a thousand jobs takes as long as to publish their ends."""

T = TypeVar("T")


class Remembered(Generic[T]):
    """Answers by name, each remembered for a second. Threads may share it.

    Args:
        now: tells the time in seconds.
    """

    def __init__(self, now: Callable[[], float] = clock.now) -> None:
        self._now = now
        self._known: dict[str, tuple[float, T]] = {}

    def find(self, name: str, ask: Callable[[], T | None]) -> T | None:
        """The answer about a name; that there is none is not remembered.

        Args:
            name: what is asked about.
            ask: asks anew.
        """
        now = self._now()
        asked, answer = self._known.get(name, (0.0, None))
        if answer is None or not asked <= now < asked + REMEMBERED_SECONDS:
            answer = ask()
            self._known = {each: known for each, known in self._known.items() if now < known[0] + REMEMBERED_SECONDS}
            if answer is not None:
                self._known[name] = now, answer
        return answer
