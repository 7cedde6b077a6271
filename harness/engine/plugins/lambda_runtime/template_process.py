"""The engine's handle of one template process."""

import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from harness.engine.plugins.clock import real
from harness.engine.plugins.lambda_runtime import engine_time, runtime_library, wire
from harness.engine.plugins.lambda_runtime.logs import LogCapture
from harness.engine.plugins.lambda_runtime.messages import Born
from harness.engine.plugins.lambda_runtime.worker import Worker

MAIN = Path(__file__).with_name("template_main.py")
SOURCE_ROOT = Path(__file__).parents[4]
BIRTH_SECONDS = 30.0
"""Longest time from a request to the fork; the first one waits until the template is warm."""

BURIAL_SECONDS = 5.0
"""Time for the process to be gone after it was told to end."""

LOOK_SECONDS = 0.005
"""Between two looks whether it is gone."""


class TemplateProcess:
    """One run of `template_main`. It ends when this process closes its end of the control socket, be it by dying.

    Args:
        library: folder of the packages that every function can import.
    """

    def __init__(self, library: Path) -> None:
        runtime_library.build(library)
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [*_command(theirs.fileno(), library), *map(str, engine_time.arguments())],
                # No home of the host: the SDK looks there for models of services.
                env={"HOME": str(library)},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                cwd=library,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    def fork(self, log: LogCapture) -> Worker | None:
        """A new worker, or None if the process is gone or couldn't fork."""
        with ExitStack() as on_failure:
            channel, workers_channel = socket.socketpair()
            lease, templates_lease = socket.socketpair()
            on_failure.enter_context(channel)
            on_failure.enter_context(lease)
            try:
                # Our copies must go before we wait: the lease has to end when the template does.
                with workers_channel, templates_lease:
                    theirs = [workers_channel.fileno(), log.fileno(), templates_lease.fileno()]
                    socket.send_fds(self._control, [b"f"], theirs)
                lease.settimeout(BIRTH_SECONDS)
                born = wire.receive(lease)
            except (OSError, EOFError):
                return None
            if not isinstance(born, Born):
                raise TypeError(f"expected Born, not {born}")
            on_failure.pop_all()
            return Worker(born.pid, channel, lease, log)

    def runs(self) -> bool:
        """Whether the process is there."""
        return self._process.poll() is None

    def ended(self) -> bool:
        """Whether the process is gone; waits a moment for one that has closed its sockets and is just going."""
        return self._gone_within(1.0)

    def end(self) -> None:
        """End the process and with it every worker, and wait until it is gone."""
        self._control.close()
        if not self._gone_within(BURIAL_SECONDS):
            self._process.kill()
            self._process.wait()

    def _gone_within(self, seconds: float) -> bool:
        """Wait in the host's time: `Popen.wait` with a limit sleeps, for ever if virtual time stands still."""
        deadline = real.monotonic() + seconds
        while self._process.poll() is None:
            if real.monotonic() >= deadline:
                return False
            real.sleep(LOOK_SECONDS)
        return True


def _command(control: int, library: Path) -> list[str]:
    """Isolated and without `site`: neither environment, user folder nor .pth files of the host reach a function."""
    flags = ["-I", "-S", "-X", "utf8"]
    return [sys.executable, *flags, str(MAIN), str(control), str(SOURCE_ROOT), str(library)]
