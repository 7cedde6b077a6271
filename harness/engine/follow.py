"""Reading a log file that is still being written."""

import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TextIO

POLL_SECONDS = 0.2
"""How often a followed file is looked at; a person reads along, so a fifth of a second is at once."""


def follow_lines(path: Path, lines: int, keep_on: Callable[[], bool]) -> Iterator[str]:
    """Yield the last `lines` lines of `path`, then new ones as they come for as long as `keep_on()`.

    What was written until then is read, too: the last lines of an engine that has died say why.
    """
    with path.open(errors="replace") as file:
        last = deque(file, maxlen=lines)
        begun = last.pop() if last and not last[-1].endswith("\n") else ""
        yield from (line.rstrip("\n") for line in last)
        goes_on = True
        while goes_on:
            goes_on = keep_on()
            begun = yield from _whole_lines(file, begun)
            if goes_on:
                time.sleep(POLL_SECONDS)
        if begun:
            yield begun


def _whole_lines(file: TextIO, begun: str) -> Generator[str, None, str]:
    """The lines that have been ended; returns what there is of the next one."""
    for piece in iter(file.readline, ""):
        begun += piece
        if begun.endswith("\n"):
            yield begun.rstrip("\n")
            begun = ""
    return begun
