"""Workers live in the engine's time when that is a virtual one. Standard library only, apart from time-machine."""

import http.client
import os
import socket
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SLEEP_PATH = "/_rehearse/clock/sleep"
"""Where the engine lets a handler sleep in its time."""

Running = Callable[[str, str, float], AbstractContextManager[tuple[socket.socket, ...]]]
"""Given a function's name, an environment's access key and the seconds that a handler has: what to do while waiting for
it. Gives sockets that can be read from when its time is up."""

_arguments: tuple[Path, ...] = ()
_running: Running = lambda _function, _access_key, _seconds: nullcontext(())  # noqa: E731 - a default


def share(pace: Path, library: Path, running: Running) -> None:
    """In the engine: have template processes follow its time from now on.

    Args:
        pace: the file in which the engine publishes it.
        library: folder that holds time-machine and nothing else.
        running: what to do while waiting for a handler.
    """
    global _arguments, _running
    _arguments, _running = (pace, library), running


def running(function: str, access_key: str, seconds: float) -> AbstractContextManager[tuple[socket.socket, ...]]:
    """In the engine: wait for a handler to answer; when time is real, there is nothing more to do."""
    return _running(function, access_key, seconds)


def arguments() -> tuple[Path, ...]:
    """More arguments of `template_main`; none when time is real."""
    return _arguments


def follow(pace: str, library: str) -> None:
    """In the template: live in the engine's time, and so will every worker."""
    from harness.engine.plugins.clock import travel
    from harness.engine.plugins.clock.shared import SharedPace

    monotonic_ns = time.monotonic_ns
    shared = SharedPace(Path(pace))
    sys.path.append(library)
    travel.follow(lambda: shared.read().at(monotonic_ns()))
    sys.path.remove(library)
    host: Any = time
    host.sleep = _sleep_with(time.sleep)


def _sleep_with(real_sleep: Callable[[float], None]) -> Callable[[float], None]:
    def sleep(seconds: float) -> None:
        """As Python's own, in the engine's time, which alone knows how it will pass."""
        if seconds <= 0 or "AWS_ENDPOINT_URL" not in os.environ:
            real_sleep(seconds)
            return
        connection = http.client.HTTPConnection(urlsplit(os.environ["AWS_ENDPOINT_URL"]).netloc)
        try:
            credential = f"Credential={os.environ.get('AWS_ACCESS_KEY_ID')}/"
            connection.request("POST", f"{SLEEP_PATH}?seconds={seconds!r}", headers={"Authorization": credential})
            connection.getresponse().read()
        finally:
            connection.close()

    return sleep
