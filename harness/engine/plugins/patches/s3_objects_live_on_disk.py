"""The content of S3's objects is on disk, however many there are.

Patches `localstack.services.s3.storage.ephemeral`. As shipped, what is smaller than half a megabyte stays in memory for
as long as the object exists, and what is larger keeps a file open: either runs out.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, RLock
from types import ModuleType
from typing import Any, ClassVar
from uuid import uuid4
from weakref import WeakValueDictionary

from readerwriterlock.rwlock import RWLockWrite

from harness.engine.plugins.patching import Patch, replace


class Locks(RWLockWrite):
    """The locks of one file.

    Attributes:
        position: held while a position is used.
    """

    def __init__(self) -> None:
        super().__init__()
        self.position = RLock()


class FileOnDisk:
    """What LocalStack uses of its `LockedSpooledTemporaryFile`, with a file that is open only while it is used.

    There are thousands of these, nearly all at rest: they hold as little as can be, and locks only while somebody else
    holds those. Each call of the system lets another thread go first, so that there are few of them: an empty file is
    no file yet, and its size is known.

    Args:
        dir: its folder, which must exist.

    Attributes:
        internal_last_modified: LocalStack's note, in nanoseconds since the epoch.
    """

    __slots__ = ("_folder", "_name", "_position", "_size", "internal_last_modified")

    _making_locks = Lock()
    _all_locks: ClassVar[WeakValueDictionary[str, Locks]] = WeakValueDictionary()

    def __init__(self, dir: str, **_spooling: Any) -> None:
        self._folder = sys.intern(str(dir))
        self._name = uuid4().hex
        self._position = 0
        self._size = 0
        self.internal_last_modified = 0

    @property
    def readwrite_lock(self) -> Locks:
        """For those who have it open, who must hold on to it; one writes, or several read."""
        with FileOnDisk._making_locks:
            locks = self._all_locks.get(self._name)
            if locks is None:
                locks = self._all_locks[self._name] = Locks()
            return locks

    @property
    def position_lock(self) -> RLock:
        """For moving the position and using it."""
        return self.readwrite_lock.position

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move to a position and return it, counted from the begin."""
        origin = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}[whence]
        self._position = max(0, origin + offset)
        return self._position

    def tell(self) -> int:
        """The position."""
        return self._position

    def read(self, size: int | None = -1) -> bytes:
        """Read so many bytes from the position on; all that there are unless told otherwise."""
        left = max(0, self._size - self._position)
        count = left if size is None or size < 0 else min(size, left)
        if not count:
            return b""
        with self._opened(os.O_RDONLY) as descriptor:
            content = os.pread(descriptor, count, self._position)
        self._position += len(content)
        return content

    def write(self, content: bytes) -> int:
        """Write at the position."""
        if not content:
            return 0
        with self._opened(os.O_WRONLY | os.O_CREAT) as descriptor:
            rest = memoryview(content)
            while rest:  # the system may take a part
                written = os.pwrite(descriptor, rest, self._position)
                rest, self._position = rest[written:], self._position + written
                self._size = max(self._size, self._position)
        return len(content)

    def truncate(self, size: int | None = None) -> int:
        """Cut off, or extend, at a size or at the position; the position stays."""
        size = self._position if size is None else size
        if size != self._size:
            with self._opened(os.O_WRONLY | os.O_CREAT) as descriptor:
                os.ftruncate(descriptor, size)
            self._size = size
        return size

    def close(self) -> None:
        """Delete the content."""
        Path(self._path).unlink(missing_ok=True)

    @property
    def _path(self) -> str:
        return f"{self._folder}{os.sep}{self._name}"

    @contextmanager
    def _opened(self, flags: int) -> Iterator[int]:
        descriptor = os.open(self._path, flags, 0o600)
        try:
            yield descriptor
        finally:
            os.close(descriptor)


def apply(module: ModuleType) -> None:
    """Exchange the class of files."""
    replace(module, "LockedSpooledTemporaryFile", lambda _original: FileOnDisk)


PATCH = Patch("s3-objects-live-on-disk", "localstack.services.s3.storage.ephemeral", apply)
