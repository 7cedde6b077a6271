"""The open connection to LocalStack's database of metrics."""

import sqlite3
from pathlib import Path

_KEPT: dict[str, sqlite3.Connection] = {}


def connection(path: str) -> sqlite3.Connection:
    """The one connection to a file, open for as long as the engine lives; who uses it holds the database's lock.

    Opening one means reading the whole schema first, which takes longer than a query. Nothing in the file outlives the
    engine, so that nothing need be forced to the disk.

    Args:
        path: of the file, which exists.
    """
    if path not in _KEPT:
        _KEPT[path] = _open(path)
    return _KEPT[path]


def forget(path: str) -> None:
    """Remove a file, and what was kept of it."""
    if kept := _KEPT.pop(path, None):
        kept.close()
    Path(path).unlink(missing_ok=True)


def keep_in_memory(path: str) -> None:
    """Have an empty database in memory in the place of a file."""
    forget(path)
    _KEPT[path] = _open(":memory:")


def _open(path: str) -> sqlite3.Connection:
    opened = sqlite3.connect(path, check_same_thread=False)
    opened.execute("PRAGMA journal_mode = MEMORY")
    opened.execute("PRAGMA synchronous = OFF")
    return opened
