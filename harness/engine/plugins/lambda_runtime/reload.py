"""Hot reload: source folders that take the place of deployed code, and how a change in them is noticed."""

import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

SUFFIXES = (".py", ".json")
"""Files whose change restarts an environment: code, and the schemas that it reads when it is imported."""

Signature = frozenset[tuple[str, int, int]]
"""Path, time of modification and size of each file."""

_folders: dict[str, tuple[Path, ...]] = {}
_lock = threading.Lock()


def register(code_sha256: str, folders: list[str]) -> None:
    """Let functions import from `folders` first, instead of from the archive that they were deployed with.

    Args:
        code_sha256: the archive's digest, as Lambda reports it: base64 of the SHA-256.
        folders: source folders, first one first; none turns hot reload off.
    """
    with _lock:
        if folders:
            _folders[code_sha256] = tuple(Path(folder) for folder in folders)
        else:
            _folders.pop(code_sha256, None)


def folders_for(code_sha256: str) -> tuple[Path, ...]:
    """The folders registered for an archive."""
    with _lock:
        return _folders.get(code_sha256, ())


def signature(folders: Sequence[Path]) -> Signature:
    """A value that differs after any change of a file in `folders`."""
    return frozenset(entry for folder in folders for entry in _files(str(folder)))


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    try:
        entries = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):  # just being replaced by an editor
        return
    for entry in entries:
        if entry.name.startswith((".", "__pycache__")):
            continue
        if entry.is_dir():
            yield from _files(entry.path)
        elif entry.name.endswith(SUFFIXES):
            try:
                stat = entry.stat()
            except FileNotFoundError:
                continue
            yield entry.path, stat.st_mtime_ns, stat.st_size
