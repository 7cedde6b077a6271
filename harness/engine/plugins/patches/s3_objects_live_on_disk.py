"""The content of S3's objects is on disk, however many there are.

Patches `localstack.services.s3.storage.ephemeral`. As shipped, what is smaller than half a megabyte stays in memory for
as long as the object exists, and what is larger keeps a file open: either runs out.
"""

import os
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import uuid4

from harness.engine.plugins.patching import Patch, replace


class FileOnDisk:
    """What LocalStack uses of a `SpooledTemporaryFile`, with a file that is open only while it is used.

    Args:
        dir: its folder, which must exist.
    """

    def __init__(self, dir: str, **_spooling: Any) -> None:
        super().__init__()
        self._path = Path(dir) / uuid4().hex
        self._path.touch()
        self._position = 0

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
    """Exchange the class of files, and keep LocalStack's locks."""
    replace(
        module,
        "LockedSpooledTemporaryFile",
        lambda _original: type("LockedFileOnDisk", (module.LockedFileMixin, FileOnDisk), {}),
    )


PATCH = Patch("s3-objects-live-on-disk", "localstack.services.s3.storage.ephemeral", apply)
