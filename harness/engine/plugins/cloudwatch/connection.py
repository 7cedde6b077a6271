"""The open connection to LocalStack's database of metrics."""

import sqlite3
from functools import cache


@cache
def connection(path: str) -> sqlite3.Connection:
    """The one connection to a file, open for as long as the engine lives; who uses it holds the database's lock.

    Opening one means reading the whole schema first, which takes longer than a query. Nothing in the file outlives the
    engine, so that nothing need be forced to the disk.

    Args:
        path: of the file, which exists.
    """
    opened = sqlite3.connect(path, check_same_thread=False)
    opened.execute("PRAGMA journal_mode = MEMORY")
    opened.execute("PRAGMA synchronous = OFF")
    return opened
