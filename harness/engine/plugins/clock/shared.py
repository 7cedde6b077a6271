"""The pace in shared memory, so that Lambda workers live in the engine's time. Standard library only."""

import mmap
import os
import struct
from pathlib import Path

from harness.engine.plugins.clock.pace import Pace

_LAYOUT = struct.Struct("<QqqdQ")
"""A version, the three numbers of a pace, and the version again: they differ while the writer is at it."""


class SharedPace:
    """A file that one process writes and others read without a lock.

    Args:
        path: the file.
        writable: whether this process is the writer; the writer makes the file.
    """

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT if writable else os.O_RDONLY, 0o600)
        try:
            if writable:
                os.ftruncate(descriptor, _LAYOUT.size)
            access = mmap.ACCESS_WRITE if writable else mmap.ACCESS_READ
            self._memory = mmap.mmap(descriptor, _LAYOUT.size, access=access)
        finally:
            os.close(descriptor)
        self._version = 0

    def write(self, pace: Pace) -> None:
        """Publish a pace."""
        self._version += 1
        content = _LAYOUT.pack(self._version, pace.real_ns, pace.virtual_ns, pace.rate, self._version)
        # The first version first and the last one last: a reader in between sees that they differ.
        self._memory[:8] = content[:8]
        self._memory[8:] = content[8:]

    def read(self) -> Pace:
        """The pace that was published last."""
        while True:
            before, real_ns, virtual_ns, rate, after = _LAYOUT.unpack(self._memory[:])
            if before == after:
                return Pace(real_ns, virtual_ns, rate)
