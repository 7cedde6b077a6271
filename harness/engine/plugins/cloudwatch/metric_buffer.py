"""Metrics that the engine's services publish about themselves, kept in memory until someone reads them."""

import logging
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from harness.engine.plugins.cloudwatch.connection import connection

LOG = logging.getLogger(__name__)

FULL = 50_000
"""Samples, about 12 MB, that are written although nobody has asked for them: an engine may have no alarms."""

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
        dimensions: as LocalStack stores them, see `stored`; None if there are none.
        unit: CloudWatch unit, or None.
        value: the value in that unit.
    """

    account: str
    region: str
    metric: str
    namespace: str
    timestamp: int
    dimensions: str | None
    unit: str | None
    value: float


@dataclass(frozen=True)
class Source:
    """Whose metrics they are.

    Args:
        account: 12-digit account id.
        region: AWS region.
        namespace: e.g. `AWS/SQS`.
        dimensions: values by name.
    """

    account: str
    region: str
    namespace: str
    dimensions: Mapping[str, str]


def stored(dimensions: Mapping[str, str]) -> str | None:
    """Dimensions as LocalStack stores them: `Name=Value` and a tab for each, in order of names."""
    return "".join(f"{name}={value}\t" for name, value in sorted(dimensions.items())) or None


class MetricBuffer:
    """Samples that no reader has asked for yet. Equal samples of one second cost one entry.

    Args:
        full: how many different samples are written although nobody has asked for them.
    """

    def __init__(self, full: int = FULL) -> None:
        self._lock = threading.Lock()
        self._samples: Counter[Sample] = Counter()
        self._full = self._limit = full
        self._database: Any = None

    def overflow_into(self, database: Any) -> None:
        """Write to this database, LocalStack's `CloudwatchDatabase`, whenever there are too many samples."""
        self._database = database

    def add(
        self, source: Source, metric: str, value: float = 1, unit: str | None = "Count", at: float | None = None
    ) -> None:
        """Remember one value.

        Args:
            source: whose.
            metric: its name.
            value: the value in that unit.
            unit: CloudWatch unit.
            at: epoch seconds at which it was measured; None for now.
        """
        moment = int(time.time() if at is None else at)
        dimensions = stored(source.dimensions)
        sample = Sample(source.account, source.region, metric, source.namespace, moment, dimensions, unit, value)
        with self._lock:
            self._samples[sample] += 1
            overflows = len(self._samples) >= self._limit
        if overflows and self._database is not None:
            self._overflow()

    def flush(self, database: Any) -> None:
        """Write all samples in one transaction. Those that can't be written wait for the next time.

        Args:
            database: LocalStack's `CloudwatchDatabase`.

        Raises:
            sqlite3.Error: the disk is full, say.
        """
        with database.DATABASE_LOCK:  # whoever comes meanwhile reads when all is written
            with self._lock:
                samples, self._samples, self._limit = self._samples, Counter(), self._full
            if not samples:
                return
            try:
                with connection(database.METRICS_DB) as opened:
                    opened.executemany(INSERT, samples.elements())
            except sqlite3.Error:
                with self._lock:
                    self._samples.update(samples)
                raise

    def clear(self) -> None:
        """Forget all samples."""
        with self._lock:
            self._samples.clear()

    def _overflow(self) -> None:
        """Make room; if the disk is full, try again when there are twice as many."""
        try:
            self.flush(self._database)
        except sqlite3.Error as error:
            with self._lock:
                self._limit = 2 * len(self._samples)
            LOG.warning("%d values of metrics stay in memory: %s", len(self._samples), error)


METRICS = MetricBuffer()
"""The buffer of this engine process."""
