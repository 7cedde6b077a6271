"""What was measured of one metric, as it lies in LocalStack's database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from harness.engine.plugins.cloudwatch.connection import connection
from harness.engine.plugins.cloudwatch.metric_buffer import stored

EACH = """SELECT timestamp, 1, value, value, value FROM SINGLE_METRICS {where}
    UNION ALL SELECT timestamp, sample_count, sum, min, max FROM AGGREGATED_METRICS {where} ORDER BY timestamp"""
SUMMED = """SELECT {first} AS first, count(*), sum(value), min(value), max(value)
    FROM SINGLE_METRICS {where} GROUP BY first
    UNION ALL SELECT {first} AS first, sum(sample_count), sum(sum), min(min), max(max)
    FROM AGGREGATED_METRICS {where} GROUP BY first"""
FIRST = "timestamp - (timestamp - :start) % :period"
"""The first second of the period in which a value lies."""

WHERE = """WHERE namespace = :namespace AND metric_name = :metric AND account_id = :account AND region = :region
    AND timestamp >= :start AND timestamp < :end AND dimensions IS :dimensions"""
OF_UNIT = " AND unit IS :unit"

NO_UNIT = "NULL_VALUE"
"""How LocalStack asks for values without a unit."""

INDEX = """CREATE INDEX IF NOT EXISTS rehearsal_series
    ON SINGLE_METRICS (namespace, metric_name, account_id, region, timestamp)"""
"""An engine has hundreds of accounts after a while, and alarms ask once a minute."""


class Observation(NamedTuple):
    """A value, or several of which only the sum and the extremes are known; `at` in epoch seconds."""

    at: int
    samples: float
    total: float
    minimum: float
    maximum: float


@dataclass(frozen=True)
class Series:
    """One metric of one owner.

    Args:
        account: 12-digit account id.
        region: AWS region.
        namespace: e.g. `AWS/SQS`.
        metric: its name.
        dimensions: exactly these.
        unit: only values in it; None for values in any unit.
    """

    account: str
    region: str
    namespace: str
    metric: str
    dimensions: Mapping[str, str]
    unit: str | None = None

    @classmethod
    def of(cls, account: str, region: str, metric_stat: Mapping[str, Any]) -> "Series":
        """What CloudWatch's `MetricStat` asks for."""
        metric = metric_stat["Metric"]
        return cls(
            account=account,
            region=region,
            namespace=metric.get("Namespace", ""),
            metric=metric.get("MetricName", ""),
            dimensions=by_name(metric.get("Dimensions")),
            unit=metric_stat.get("Unit"),
        )

    def observed(self, database: Any, start: int, end: int) -> list[Observation]:
        """Everything from `start` on and before `end`, both epoch seconds, in order of time.

        Args:
            database: LocalStack's `CloudwatchDatabase`.
            start: inclusive.
            end: exclusive.
        """
        return self._ask(database, EACH, start=start, end=end)

    def summed(self, database: Any, start: int, end: int, period: int) -> list[Observation]:
        """The same, summed up by period: at each one's first second, an observation or two.

        An alarm over a day looks back every minute. SQLite adds up while Python would still make objects of the values.

        Args:
            database: LocalStack's `CloudwatchDatabase`.
            start: inclusive; there the first period begins.
            end: exclusive.
            period: seconds.
        """
        return self._ask(database, SUMMED, start=start, end=end, period=period)

    def _ask(self, database: Any, select: str, **when: int) -> list[Observation]:
        query = select.format(first=FIRST, where=WHERE if self.unit is None else WHERE + OF_UNIT)
        which = {
            "namespace": self.namespace,
            "metric": self.metric,
            "account": self.account,
            "region": self.region,
            "dimensions": stored(self.dimensions),
            "unit": None if self.unit == NO_UNIT else self.unit,
        }
        with database.DATABASE_LOCK:
            rows = connection(database.METRICS_DB).execute(query, which | when).fetchall()
        return [Observation(*row) for row in rows]


def by_name(dimensions: Sequence[Mapping[str, str]] | None) -> dict[str, str]:
    """CloudWatch's list of dimensions as values by name."""
    return {dimension["Name"]: dimension["Value"] for dimension in dimensions or ()}


def seconds(moment: datetime) -> int:
    """Whole epoch seconds."""
    return int(moment.timestamp())
