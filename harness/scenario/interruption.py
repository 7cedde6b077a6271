"""Ctrl-C, also for runs in other threads than the main one, which alone hears of it."""

from threading import Event


class Interruption:
    """Whether all runs of a batch are to stop. Threads may share it."""

    def __init__(self) -> None:
        self._event = Event()

    def come(self) -> None:
        """Have all runs stop before their next step or question."""
        self._event.set()

    def has_come(self) -> bool:
        """Whether they are to stop."""
        return self._event.is_set()

    def check(self) -> None:
        """Go on, unless it has come.

        Raises:
            KeyboardInterrupt: it has.
        """
        if self.has_come():
            raise KeyboardInterrupt
