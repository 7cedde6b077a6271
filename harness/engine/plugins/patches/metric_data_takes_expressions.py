"""`GetMetricData` answers expressions, too. Patches `localstack.services.cloudwatch.provider_v2`.

As shipped it fails on them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import ModuleType
from typing import Any

from localstack.aws.api import CommonServiceException
from localstack.utils.collections import PaginatedList

from harness.engine.plugins.cloudwatch.functions import ExpressionError
from harness.engine.plugins.cloudwatch.observations import seconds
from harness.engine.plugins.cloudwatch.points import Points
from harness.engine.plugins.cloudwatch.queries import Queries, refused
from harness.engine.plugins.cloudwatch.reading import reader
from harness.engine.plugins.cloudwatch.statistics import UnknownStatisticError, aligned
from harness.engine.plugins.patching import Patch, replace

MOST_POINTS = 100_800
"""CloudWatch API Reference, `GetMetricData`, `MaxDatapoints`."""


def apply(module: ModuleType) -> None:
    """Answer in our own way."""
    replace(module.CloudwatchProvider, "get_metric_data", lambda _original: get_metric_data)


def get_metric_data(
    self: Any,
    context: Any,
    metric_data_queries: Sequence[Mapping[str, Any]],
    start_time: datetime,
    end_time: datetime,
    next_token: str | None = None,
    scan_by: str | None = None,
    max_datapoints: int | None = None,
    **_kwargs: Any,
) -> dict[str, Any]:
    """CloudWatch's operation; a page has at most `max_datapoints` of each query."""
    returned = [query for query in metric_data_queries if query.get("ReturnData", True)]
    try:
        queries = Queries(metric_data_queries)
        start = aligned(seconds(start_time), queries.period)
        read = reader(self.cloudwatch_database, context.account_id, context.region, start, seconds(end_time))
        answers = queries.answers([query["Id"] for query in returned], read, start, seconds(end_time))
    except (ExpressionError, UnknownStatisticError) as error:
        raise CommonServiceException("ValidationError", refused(error), sender_fault=True) from error
    pages = {name: _page(points, scan_by, next_token, max_datapoints) for name, points in answers.items()}
    return {
        "MetricDataResults": [
            {
                "Id": query["Id"],
                "Label": query.get("Label") or _label(query),
                "StatusCode": "Complete",
                "Timestamps": [at for at, _ in pages[query["Id"]][0]],
                "Values": [float(value) for _, value in pages[query["Id"]][0]],
            }
            for query in returned
        ],
        "NextToken": next((token for _, token in pages.values() if token), None),
        "Messages": [],
    }


def _label(query: Mapping[str, Any]) -> str:
    return str(query["MetricStat"]["Metric"]["MetricName"]) if "MetricStat" in query else str(query["Id"])


def _page(
    points: Points, scan_by: str | None, token: str | None, size: int | None
) -> tuple[list[tuple[int, float]], str | None]:
    ordered = sorted(points.items(), reverse=scan_by != "TimestampAscending")
    page, following = PaginatedList(ordered).get_page(lambda point: str(point[0]), token, size or MOST_POINTS)
    return page, following


PATCH = Patch("metric-data-takes-expressions", "localstack.services.cloudwatch.provider_v2", apply)
