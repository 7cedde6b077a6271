"""Metrics that the engine's services publish about themselves, kept in memory until someone reads them."""

import sqlite3
import threading
import time
from collections import Counter
from typing import Any, NamedTuple

INSERT = """INSERT INTO SINGLE_METRICS
    (account_id, region, metric_name, namespace, timestamp, dimensions, unit, storage_resolution, value)
    VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?)"""
"""Into LocalStack's table of single values, `CloudwatchDatabase.TABLE_SINGLE_METRICS`."""


class Sample(NamedTuple):
    """One measured value, in the order of the columns.

    Args:
        account: 12-digit account id.
        region: AWS region.
        metric: e.g. `NumberOfMessagesSent`.
        namespace: e.g. `AWS/SQS`.
        timestamp: epoch seconds.
        dimensions: `Name=Value` followed by a tab, for each dimension in order of names, as LocalStack stores them.
        unit: CloudWatch unit, or None.
        value: the value in that unit.
    """

    account: str
    region: str
    metric: str
    namespace: str
    timestamp: int
    dimensions: str
    unit: str | None
    value: float


class MetricBuffer:
    """Samples that no reader has asked for yet. Equal samples of one second cost one entry."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._samples: Counter[Sample] = Counter()

    def add(
        self,
        account: str,
        region: str,
        namespace: str,
        metric: str,
        dimension: tuple[str, str],
        value: float = 1,
        unit: str | None = None,
    ) -> None:
        """Remember one value, measured now. Arguments as in `Sample`; services use one dimension each."""
        name, of = dimension
        sample = Sample(account, region, metric, namespace, int(time.time()), f"{name}={of}\t", unit, value)
        with self._lock:
            self._samples[sample] += 1

    def flush(self, database: Any) -> None:
        """Write all samples in one transaction.

        Args:
            database: LocalStack's `CloudwatchDatabase`.
        """
        with self._lock:
            samples, self._samples = self._samples, Counter()
        if not samples:
            return
        with database.DATABASE_LOCK, sqlite3.connect(database.METRICS_DB) as connection:
            connection.executemany(INSERT, samples.elements())

    def clear(self) -> None:
        """Forget all samples."""
        with self._lock:
            self._samples.clear()


METRICS = MetricBuffer()
"""The buffer of this engine process."""
