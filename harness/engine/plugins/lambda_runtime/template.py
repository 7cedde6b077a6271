"""The engine's one template: a process that is there when it is needed."""

import tempfile
import threading
from pathlib import Path

from harness.engine.plugins.lambda_runtime.logs import LogCapture
from harness.engine.plugins.lambda_runtime.template_process import TemplateProcess
from harness.engine.plugins.lambda_runtime.worker import Worker


class TemplateLostError(Exception):
    """There is no template process to fork workers from, or it can't."""


class Template:
    """Starts the template process on first use, and again if it was lost; any thread may ask it for workers.

    Args:
        library: folder of the packages that every function can import.
    """

    def __init__(self, library: Path) -> None:
        self.library = library
        self._lock = threading.Lock()
        self._process: TemplateProcess | None = None
        self._stopped = False

    @property
    def pid(self) -> int | None:
        """Of the process, if there is one."""
        return self._process.pid if self._process else None

    def warm(self) -> None:
        """Start the process if there is none; returns before it is warm.

        Raises:
            TemplateLostError: it was stopped.
        """
        self._running()

    def fork(self, log: LogCapture) -> Worker:
        """A new worker, which writes to `log` and waits for `Start`.

        Raises:
            TemplateLostError: there is no process, even after a second start, or it can't fork, or it was stopped.
        """
        for _attempt in range(2):  # the process may have been lost since the last worker
            process = self._running()
            worker = process.fork(log)
            if worker is not None:
                return worker
            if not process.ended():
                raise TemplateLostError("The template process can't fork a Lambda worker; the engine's log says why.")
        raise TemplateLostError("The template process of Lambda workers can't be started; the engine's log says why.")

    def stop(self) -> None:
        """End the process and with it every worker, for good: a stopping engine must not start another."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.end()
                self._process = None

    def _running(self) -> TemplateProcess:
        with self._lock:
            if self._stopped:
                raise TemplateLostError("The engine is stopping.")
            if self._process is not None and not self._process.runs():
                self._process.end()
                self._process = None
            if self._process is None:
                self._process = TemplateProcess(self.library)
            return self._process


TEMPLATE = Template(Path(tempfile.gettempdir()) / "lambda-runtime")
"""The template of this engine."""
