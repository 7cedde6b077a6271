"""What a worker writes to stdout and stderr, kept where its death can't take it."""

import fcntl
import os
import sys
import tempfile

from harness.engine.plugins.lambda_runtime.limits import LOG_BYTES

COMPACT_BYTES = 16 * 1024 * 1024
"""Size from which on the read part of the file is thrown away."""


class LogCapture:
    """A file without a name that all processes of an environment append to and the engine reads.

    A pipe would need a reader all the time and would block the function when there is none; a file just takes what
    is written, also from the last moment before a kill.
    """

    def __init__(self) -> None:
        self._descriptor = _anonymous_file()
        # Appending, so that processes of different offsets don't overwrite one another, also after a truncation.
        fcntl.fcntl(self._descriptor, fcntl.F_SETFL, os.O_APPEND)
        self._read = 0

    def fileno(self) -> int:
        """The descriptor to hand to a worker."""
        return self._descriptor

    def drain(self) -> str:
        """Everything written since the last call, ending with a line break if there is anything."""
        self.bound()
        size = os.fstat(self._descriptor).st_size
        text = os.pread(self._descriptor, size - self._read, self._read).decode(errors="replace")
        if size - self._read >= LOG_BYTES:
            text += f"\n[rehearse] The log is cut here, after {LOG_BYTES} bytes."
        self._read = size
        if size > COMPACT_BYTES:
            os.ftruncate(self._descriptor, 0)
            self._read = 0
        return text + "\n" if text and not text.endswith("\n") else text

    def bound(self) -> None:
        """Cut what exceeds the limit, lest an endless `print` fill the machine's memory."""
        if os.fstat(self._descriptor).st_size > self._read + LOG_BYTES:
            os.ftruncate(self._descriptor, self._read + LOG_BYTES)

    def close(self) -> None:
        """Give the file back to the system."""
        os.close(self._descriptor)


def _anonymous_file() -> int:
    if sys.platform == "linux":
        return os.memfd_create("lambda-log")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
