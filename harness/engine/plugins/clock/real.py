"""The host's own time, taken before anything of it is replaced."""

import threading
import time

monotonic_ns = time.monotonic_ns
monotonic = time.monotonic
time_ns = time.time_ns
sleep = time.sleep
condition_wait = threading.Condition.wait


class Condition(threading.Condition):
    """A condition that waits in the host's time, whatever happens to its parent."""

    wait = condition_wait


class Event(threading.Event):
    """An event for which threads wait in the host's time; in virtual time they are at work meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self._cond = Condition(threading.Lock())
