"""One lock for each account and region."""

import threading


class RegionLocks:
    """moto's tables are plain dictionaries which also its reading operations iterate: one thread at a time.

    Not part of the tables: these are state that may be saved, and a lock is not.
    """

    def __init__(self) -> None:
        self._locks: dict[tuple[str, str], threading.RLock] = {}

    def of(self, account: str, region: str) -> threading.RLock:
        """The lock of an account and region, always the same."""
        key = (account, region)
        # `setdefault` is atomic, so that two threads can't get two locks.
        return self._locks.get(key) or self._locks.setdefault(key, threading.RLock())
