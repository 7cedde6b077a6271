"""Bells: how a source of events wakes its pollers, so that nobody has to ask an idle source every second.

A source rings under its ARN. The ARN outlives the queue or stream object behind it: a queue that is deleted and made
again still wakes the mappings that wait for it.
"""

import threading
from collections import defaultdict


class Bells:
    """Who wants to be woken when something arrives at which source. Thread-safe; ringing never blocks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: defaultdict[str, set[threading.Event]] = defaultdict(set)

    def listen(self, arn: str) -> threading.Event:
        """A new event that every later `ring(arn)` sets. The listener clears it before it looks at the source."""
        bell = threading.Event()
        with self._lock:
            self._listeners[arn].add(bell)
        return bell

    def leave(self, arn: str, bell: threading.Event) -> None:
        """Stop waking `bell`; leaving twice is harmless."""
        with self._lock:
            self._listeners[arn].discard(bell)
            if not self._listeners[arn]:
                del self._listeners[arn]

    def ring(self, arn: str) -> None:
        """Something arrived at the source `arn`."""
        if arn not in self._listeners:
            return
        with self._lock:
            listeners = tuple(self._listeners.get(arn, ()))
        for bell in listeners:
            bell.set()


BELLS = Bells()
"""The bells of this engine process."""
