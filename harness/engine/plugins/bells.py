"""Bells: how a source of events wakes its pollers, so that nobody has to ask an idle source every second.

A source rings under its ARN. The ARN outlives the queue or stream object behind it: a queue that is deleted and made
again still wakes the mappings that wait for it.
"""

import threading
from collections import defaultdict

from harness.engine.plugins import turns


class Bell(threading.Event):
    """Wakes one poller, in its turn. The poller clears it before it looks at the source."""

    def __init__(self) -> None:
        super().__init__()
        self._is_on_its_way = False

    def ring(self) -> None:
        """Something arrived: the poller will look."""
        if not self._is_on_its_way and not self.is_set():
            self._is_on_its_way = True
            turns.take_turn(self._sound)

    def _sound(self) -> None:
        self._is_on_its_way = False
        self.set()


class Bells:
    """Who wants to be woken when something arrives at which source. Thread-safe; ringing never blocks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: defaultdict[str, list[Bell]] = defaultdict(list)

    def listen(self, arn: str) -> Bell:
        """A new bell that every later `ring(arn)` rings, after those of who has listened for longer."""
        bell = Bell()
        with self._lock:
            self._listeners[arn].append(bell)
        return bell

    def leave(self, arn: str, bell: Bell) -> None:
        """Stop waking `bell`; leaving twice is harmless."""
        with self._lock:
            others = [other for other in self._listeners[arn] if other is not bell]
            if others:
                self._listeners[arn] = others
            else:
                del self._listeners[arn]

    def ring(self, arn: str) -> None:
        """Something arrived at the source `arn`."""
        if arn not in self._listeners:
            return
        with self._lock:
            listeners = tuple(self._listeners.get(arn, ()))
        for bell in listeners:
            bell.ring()


BELLS = Bells()
"""The bells of this engine process."""
