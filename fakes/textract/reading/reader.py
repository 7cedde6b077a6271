"""The engine's end of a reader process."""

import logging
import select
import socket
import subprocess
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from fakes.textract.reading.messages import REPLY, Answer, PageRead, ReadRequest, Unreadable, WarmUp

LOG = logging.getLogger(__name__)

ATTEMPTS = 2
"""A process can be killed for reasons that have nothing to do with the document: one crash proves nothing."""


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
        self._closed = False
        self._start()

    def read(self, request: ReadRequest) -> Answer:
        """Read a document; one that crashes the process again and again, or hangs it, is unreadable, and says so."""
        if self._process.poll() is not None and not self._closed:
            self._restart("its process is gone.")
        reason = "The document crashed the reader."
        for _attempt in range(ATTEMPTS):
            try:
                return self._ask(request)
            except TimeoutError:
                reason = f"Reading the document took more than {self._page_timeout:g} seconds for a page."
                self._restart(reason)
                break
            except (EOFError, OSError):
                if self._closed:
                    break
                self._restart("the document or somebody else ended it.")
        return Unreadable(reason=reason)

    def warm_up(self) -> None:
        """Have the process load what it needs for scans, in the background; one that died is replaced when it reads."""
        with suppress(OSError):
            self._connection.send_bytes(WarmUp().model_dump_json().encode())

    def close(self) -> None:
        """End the process, for good."""
        self._closed = True
        self._end()

    def _restart(self, reason: str) -> None:
        LOG.warning("Textract's reader is restarted: %s", reason)
        self._end()
        self._start()

    def _end(self) -> None:
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

    def _ask(self, request: ReadRequest) -> Answer:
        self._connection.send_bytes(request.model_dump_json().encode())
        # In the host's time, which the process reads in: `Connection.poll` would wait in that of the engine.
        news = select.poll()
        news.register(self._connection, select.POLLIN)
        while news.poll(self._page_timeout * 1000):
            reply = REPLY.validate_json(self._connection.recv_bytes())
            if not isinstance(reply, PageRead):
                return reply
        raise TimeoutError
