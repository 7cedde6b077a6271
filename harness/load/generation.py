"""The generator's processes, as the command starts them: Locust patches the process in which it lives."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from harness.errors import UsageError
from harness.load.folder import RunFolder
from harness.load.orders import NO_MORE, STOP

LOCUSTFILE: Final = "locustfile.py"
GRACE_SECONDS: Final = 60.0
"""How long a generator may take to balance the books when it is told to stop."""

BEGINNING_SECONDS: Final = 5.0
"""And how long if it hasn't sent anything: it may still wait for workers, and hear nobody."""

LINES: Final = 15
"""Of a log, at most, in an error."""

ERROR: Final = re.compile(r"/(ERROR|CRITICAL)/")
"""In lines as Locust writes them: time, machine/level/logger, message."""

LOOK_SECONDS: Final = 0.2
"""How often it is looked then whether somebody is in a hurry."""


@dataclass(frozen=True)
class Workers:
    """Who sends.

    Attributes:
        processes: on this machine; one needs no master.
        elsewhere: workers that are started by hand, on other machines; the run waits for them.
        bind_host: on which address the master listens for them.
        bind_port: on which port.
    """

    processes: int = 1
    elsewhere: int = 0
    bind_host: str = "127.0.0.1"
    bind_port: int = 5557

    @property
    def alone(self) -> bool:
        """Whether one process leads and sends."""
        return self.processes == 1 and not self.elsewhere

    def require_port(self) -> None:
        """Refuse an address at which no master can listen.

        Raises:
            UsageError: it is another program's, or another machine's.
        """
        if self.alone:
            return
        try:
            socket.create_server((self.bind_host, self.bind_port)).close()
        except OSError as error:
            raise UsageError(
                f"Workers can't be listened for at {self.bind_host}:{self.bind_port}: {error.strerror}.",
                hint="Choose another address with --bind HOST:PORT.",
            ) from error

    @property
    def options(self) -> list[str]:
        """Locust's own options for this."""
        if self.alone:
            return []
        bind = ["--master-bind-host", self.bind_host, "--master-bind-port", str(self.bind_port)]
        if self.elsewhere:
            return ["--master", "--expect-workers", str(self.elsewhere), *bind]
        return ["--processes", str(self.processes), "--master-port", str(self.bind_port), *bind]


class Generator:
    """A running generator.

    Args:
        process: its first process, which leads a group of its own.
    """

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    @property
    def ended(self) -> bool:
        """Whether it has."""
        return self._process.poll() is not None

    def send_no_more(self) -> None:
        """Have it wait for what is under way."""
        self._order(NO_MORE)

    def stop(self, hurried: Callable[[], bool], grace_seconds: float = GRACE_SECONDS) -> None:
        """Have it end now, with the books balanced as they are; returns when it has, or when nobody can wait longer.

        Args:
            hurried: whether somebody is in a hurry.
            grace_seconds: how long it may take.
        """
        self._order(STOP)
        deadline = time.monotonic() + grace_seconds
        while not self.ended and not hurried() and time.monotonic() < deadline:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(LOOK_SECONDS)

    def kill(self) -> None:
        """End it and its workers, whatever they are doing."""
        if not self.ended:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _order(self, order: bytes) -> None:
        if self._process.stdin and not self.ended:
            with suppress(BrokenPipeError):
                self._process.stdin.write(order)
                self._process.stdin.flush()


@contextmanager
def generating(project: Path, folder: RunFolder, endpoint: str, workers: Workers) -> Iterator[Generator]:
    """Start a generator; whatever happens in the block, it doesn't outlive it.

    Args:
        project: root of the checkout, with the locustfile.
        folder: of the run, with its plan.
        endpoint: URL of the engine.
        workers: who sends.
    """
    command: Sequence[str] = [
        *(sys.executable, "-m", "locust", "-f", str(project / LOCUSTFILE)),
        *("--headless", "--only-summary", "--host", endpoint, "--load-folder", str(folder.path.resolve())),
        *workers.options,
    ]
    with folder.log.open("ab") as log:
        process = subprocess.Popen(
            command, cwd=project, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True
        )
    generator = Generator(process)
    try:
        yield generator
    finally:
        generator.kill()


def trouble(log: Path) -> list[str]:
    """What a generator's log says of errors; its last lines if it ended before it could say anything."""
    if not log.exists():
        return []
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return ([line for line in lines if ERROR.search(line)] or lines)[-LINES:]
