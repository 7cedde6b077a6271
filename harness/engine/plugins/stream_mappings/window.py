"""Gathering records until a batch is full or its window has passed."""

import time
from collections.abc import Sequence
from typing import Any

Record = dict[str, Any]

_ROUNDING = 1e-6
"""Seconds by which a wait may seem to end too early."""


class Window:
    """Records of one shard that wait to be a batch. The window opens when the first of them is read.

    Args:
        size: of a full batch.
        seconds: that a batch waits for more records; 0 for not at all.
    """

    def __init__(self, size: int, seconds: float) -> None:
        self._size = size
        self._seconds = seconds
        self._records: list[Record] = []
        self._closes = 0.0

    def add(self, records: Sequence[Record]) -> bool:
        """Put records in; whether there is a batch now."""
        if records and not self._records:
            self._closes = time.monotonic() + self._seconds
        self._records += records
        return bool(self._records) and (len(self._records) >= self._size or not self.seconds_left())

    def flush(self) -> list[Record]:
        """Take all records out."""
        records, self._records = self._records, []
        return records

    @property
    def is_open(self) -> bool:
        """Whether records wait."""
        return bool(self._records)

    def seconds_left(self) -> float:
        """Until the window closes."""
        left = self._closes - time.monotonic()
        return left if left > _ROUNDING else 0.0
