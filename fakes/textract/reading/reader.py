"""The engine's end of a reader process."""

import logging
import socket
import subprocess
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from fakes.textract.reading.messages import REPLY, Answer, PageRead, ReadRequest, Unreadable, WarmUp

LOG = logging.getLogger(__name__)


class Reader:
    """One reader process, kept warm and replaced when it dies or hangs. For one thread at a time.

    Args:
        cache_folder: where readings are kept.
        page_timeout: seconds of silence after which the process counts as hung.
        command: what to run; the socket's descriptor and the cache folder are appended.
    """

    COMMAND = (sys.executable, "-m", "fakes.textract.reading.worker")

    def __init__(self, cache_folder: Path, page_timeout: float, command: tuple[str, ...] = COMMAND) -> None:
        self._cache_folder = cache_folder
        self._page_timeout = page_timeout
        self._command = command
        self._start()

    def read(self, request: ReadRequest) -> Answer:
        """Read a document; one that crashes or hangs the process is unreadable, and says so."""
        try:
            self._connection.send_bytes(request.model_dump_json().encode())
            return self._wait()
        except TimeoutError:
            reason = f"Reading the document took more than {self._page_timeout:g} seconds for a page."
        except (EOFError, OSError):
            reason = "The document crashed the reader."
        LOG.warning("Textract's reader is restarted: %s", reason)
        self.close()
        self._start()
        return Unreadable(reason=reason)

    def warm_up(self) -> None:
        """Have the process load what it needs for scans, in the background; one that died is replaced when it reads."""
        with suppress(OSError):
            self._connection.send_bytes(WarmUp().model_dump_json().encode())

    def close(self) -> None:
        """End the process."""
        self._connection.close()
        self._process.kill()
        self._process.wait()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [*self._command, str(theirs.fileno()), str(self._cache_folder)],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C is for the engine, whose end is noticed here
            )
        self._connection = Connection(ours.detach())

    def _wait(self) -> Answer:
        while self._connection.poll(self._page_timeout):
            reply = REPLY.validate_json(self._connection.recv_bytes())
            if not isinstance(reply, PageRead):
                return reply
        raise TimeoutError
