"""Reading a log file that is still being written."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

POLL_SECONDS = 0.2
"""How often a followed file is looked at; a person reads along, so a fifth of a second is at once."""


def follow_lines(path: Path, lines: int, keep_on: Callable[[], bool]) -> Iterator[str]:
    """Yield the last `lines` lines of `path`, then new ones as they come for as long as `keep_on()`."""
    with path.open(errors="replace") as file:
        yield from (line.rstrip("\n") for line in deque(file, maxlen=lines))
        while keep_on():
            line = file.readline()
            if line:
                yield line.rstrip("\n")
            else:
                time.sleep(POLL_SECONDS)
