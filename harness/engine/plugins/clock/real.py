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
