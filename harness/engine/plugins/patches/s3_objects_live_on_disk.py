"""The content of S3's objects is on disk, however many there are.

Patches `localstack.services.s3.storage.ephemeral`. As shipped, what is smaller than half a megabyte stays in memory for
as long as the object exists, and what is larger keeps a file open: either runs out.
"""

import os
import sys
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
    holds those.

    Args:
        dir: its folder, which must exist.

    Attributes:
        internal_last_modified: LocalStack's note, in nanoseconds since the epoch.
    """

    __slots__ = ("_folder", "_name", "_position", "internal_last_modified")

    _making_locks = Lock()
    _all_locks: ClassVar[WeakValueDictionary[str, Locks]] = WeakValueDictionary()

    def __init__(self, dir: str, **_spooling: Any) -> None:
        self._folder = sys.intern(str(dir))
        self._name = uuid4().hex
        self._position = 0
        self.internal_last_modified = 0
        self._path.touch(exist_ok=False)

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

    @property
    def _path(self) -> Path:
        return Path(self._folder, self._name)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move to a position and return it, counted from the begin."""
        origins = {os.SEEK_SET: 0, os.SEEK_CUR: self._position}
        origin = origins[whence] if whence in origins else self._path.stat().st_size
        self._position = max(0, origin + offset)
        return self._position

    def tell(self) -> int:
        """The position."""
        return self._position

    def read(self, size: int | None = -1) -> bytes:
        """Read so many bytes from the position on; all that there are unless told otherwise."""
        with self._path.open("rb") as file:
            file.seek(self._position)
            content = file.read(size)
        self._position += len(content)
        return content

    def write(self, content: bytes) -> int:
        """Write at the position."""
        with self._path.open("r+b") as file:
            file.seek(self._position)
            file.write(content)
        self._position += len(content)
        return len(content)

    def truncate(self, size: int | None = None) -> int:
        """Cut off, or extend, at a size or at the position; the position stays."""
        size = self._position if size is None else size
        os.truncate(self._path, size)
        return size

    def close(self) -> None:
        """Delete the content."""
        self._path.unlink(missing_ok=True)


def apply(module: ModuleType) -> None:
    """Exchange the class of files."""
    replace(module, "LockedSpooledTemporaryFile", lambda _original: FileOnDisk)


PATCH = Patch("s3-objects-live-on-disk", "localstack.services.s3.storage.ephemeral", apply)
