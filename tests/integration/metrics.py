"""Reading metrics in tests, and watching them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from harness.clients import Clients
from harness.clock import Clock

STEADY: Final[Mapping[str, Any]] = {
    "Namespace": "Documents",
    "MetricName": "Depth",
    "Statistic": "Maximum",
    "Period": 60,
    "EvaluationPeriods": 1,
    "Threshold": 0,
    "ComparisonOperator": "GreaterThanThreshold",
    "TreatMissingData": "ignore",
}
"""An alarm for tests that set its state: the end of a minute in which nothing was measured leaves it."""


class Metrics:
    """What CloudWatch has recorded since the beginning of a test.

    Args:
        aws: clients of the account.
        clock: the engine's clock.
    """

    def __init__(self, aws: Clients, clock: Clock) -> None:
        self._cloudwatch = aws.client("cloudwatch")
        self._clock = clock
        self._start = clock.now().replace(second=0, microsecond=0)

    def values(
        self, namespace: str, metric: str, statistic: str = "Sum", period: int = 60, **dimensions: str
    ) -> dict[datetime, float]:
        """A statistic of each period that has data, by the period's beginning."""
        named = [{"Name": name, "Value": value} for name, value in dimensions.items()]
        which = {"Namespace": namespace, "MetricName": metric, "Dimensions": named}
        query = {"Id": "wanted", "MetricStat": {"Metric": which, "Period": period, "Stat": statistic}}
        answer = self._cloudwatch.get_metric_data(
            MetricDataQueries=[query],
            StartTime=self._start,
            EndTime=self._clock.now() + timedelta(seconds=period),
            ScanBy="TimestampAscending",
        )
        (result,) = answer["MetricDataResults"]
        return dict(zip(result["Timestamps"], result["Values"], strict=True))

    def total(self, namespace: str, metric: str, statistic: str = "Sum", **dimensions: str) -> float | None:
        """A statistic over the whole time; None if there is no data."""
        values = self.values(namespace, metric, statistic, period=24 * 3600, **dimensions)
        return next(iter(values.values()), None)
