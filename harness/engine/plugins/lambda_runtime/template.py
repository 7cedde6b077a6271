"""The engine's handle of the template process."""

import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from harness.engine.plugins.lambda_runtime import runtime_library, wire
from harness.engine.plugins.lambda_runtime.logs import LogCapture
from harness.engine.plugins.lambda_runtime.messages import Born
from harness.engine.plugins.lambda_runtime.worker import Worker

MAIN = Path(__file__).with_name("template_main.py")
SOURCE_ROOT = Path(__file__).parents[4]
BIRTH_SECONDS = 30.0
"""Longest time from a request to the fork; the first one waits until the template is warm."""


class TemplateLostError(Exception):
    """The template process is gone and can't be started again."""


class Template:
    """Starts the template process on first use, and again if it was lost; any thread may ask it for workers.

    It ends when this process closes its end of the control socket, by `stop` or by dying.

    Args:
        library: folder of the packages that every function can import.
    """

    def __init__(self, library: Path) -> None:
        self.library = library
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    @property
    def pid(self) -> int | None:
        """Of the process, if it was ever started."""
        return self._process.pid if self._process else None

    def warm(self) -> None:
        """Start the process if there is none; returns before it is warm."""
        self._running()

    def fork(self, log: LogCapture) -> Worker:
        """A new worker, which writes to `log` and waits for `Start`.

        Raises:
            TemplateLostError: there is no template, even after a second start.
        """
        for _attempt in range(2):  # the process may have been lost since the last worker
            worker = self._ask(log)
            if worker is not None:
                return worker
        raise TemplateLostError("The template process of Lambda workers can't be started; the engine's log says why.")

    def stop(self) -> None:
        """End the process and with it every worker."""
        with self._lock:
            if self._process is None or self._control is None:
                return
            self._control.close()
            self._process.wait()
            self._process = self._control = None

    def _ask(self, log: LogCapture) -> Worker | None:
        channel, workers_channel = socket.socketpair()
        lease, templates_lease = socket.socketpair()
        descriptors = [workers_channel.fileno(), log.fileno(), templates_lease.fileno()]
        try:
            socket.send_fds(self._running(), [b"f"], descriptors)
            # Our copy must go before we wait, or the lease couldn't end when the template does.
            templates_lease.close()
            lease.settimeout(BIRTH_SECONDS)
            born = wire.receive(lease)
        except (OSError, EOFError):
            channel.close()
            lease.close()
            return None
        finally:
            workers_channel.close()
            templates_lease.close()
        if not isinstance(born, Born):
            raise TypeError(f"expected Born, not {born}")
        return Worker(born.pid, channel, lease, log)

    def _running(self) -> socket.socket:
        with self._lock:
            if self._process is None or self._process.poll() is not None or self._control is None:
                self._control, self._process = self._start()
            return self._control

    def _start(self) -> tuple[socket.socket, subprocess.Popen[bytes]]:
        runtime_library.build(self.library)
        control, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(
                _command(theirs.fileno(), self.library),
                # No home of the host: the SDK looks there for models of services.
                env={"HOME": str(self.library)},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                cwd=self.library,
                start_new_session=True,
            )
        return control, process


def _command(control: int, library: Path) -> list[str]:
    """Isolated and without `site`: neither environment, user folder nor .pth files of the host reach a function."""
    flags = ["-I", "-S", "-X", "utf8"]
    return [sys.executable, *flags, str(MAIN), str(control), str(SOURCE_ROOT), str(library)]


TEMPLATE = Template(Path(tempfile.gettempdir()) / "lambda-runtime")
"""The template of this engine."""
