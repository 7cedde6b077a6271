"""Reading metrics from LocalStack's database."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from harness.engine.plugins.cloudwatch.points import Points
from harness.engine.plugins.cloudwatch.queries import Read


def reader(database: Any, account: str, region: str, start: int, end: int) -> Read:
    """What reads the metrics that an account has in a region.

    Args:
        database: LocalStack's `CloudwatchDatabase`.
        account: 12-digit account id.
        region: AWS region.
        start: epoch seconds.
        end: epoch seconds, exclusive.
    """

    def read(metric_stat: Mapping[str, Any]) -> Points:
        found = database.get_metric_data_stat(
            account_id=account,
            region=region,
            query={"MetricStat": metric_stat},
            start_time=datetime.fromtimestamp(start, UTC),
            end_time=datetime.fromtimestamp(end, UTC),
            scan_by="TimestampAscending",
        )
        return dict(zip(found["timestamps"], found["values"], strict=True))

    return read
