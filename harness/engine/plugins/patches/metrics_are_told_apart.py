"""A metric's statistics are made of that metric alone, and of all that CloudWatch can compute from it.

Patches `localstack.services.cloudwatch.cloudwatch_database_helper`. As shipped, dimensions are compared by `LIKE`: what
is asked of queue `dead` is answered with `dead-letters` in it, and with metrics that have further dimensions. It
doesn't know percentiles, and a `=` in a dimension's value makes it fail.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import ModuleType
from typing import Any

from harness.engine.plugins.after import after
from harness.engine.plugins.cloudwatch.connection import connection
from harness.engine.plugins.cloudwatch.observations import INDEX, Series, by_name, seconds
from harness.engine.plugins.cloudwatch.statistics import BASIC, aligned, by_period, statistic
from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Ask the database in our own way."""
    database = module.CloudwatchDatabase
    after(database, "__init__", _add_index)
    replace(database, "get_metric_data_stat", lambda _original: get_metric_data_stat)
    replace(database, "list_metrics", _exactly)
    replace(database, "_restore_dimensions_from_string", lambda _original: _restored)


def get_metric_data_stat(
    self: Any,
    account_id: str,
    region: str,
    query: Mapping[str, Any],
    start_time: datetime,
    end_time: datetime,
    scan_by: str | None,
) -> dict[str, list[float]]:
    """What LocalStack's method of this name answers: epoch seconds and values, newest first unless asked otherwise."""
    wanted = query["MetricStat"]
    name, period = wanted["Stat"], wanted["Period"]
    start, end = aligned(seconds(start_time), period), seconds(end_time)
    series = Series.of(account_id, region, wanted)
    seen = series.summed(self, start, end, period) if name in BASIC else series.observed(self, start, end)
    values = list(by_period(seen, statistic(name), start, period).items())
    if scan_by != "TimestampAscending":
        values.reverse()
    return {"timestamps": [at for at, _ in values], "values": [value for _, value in values]}


def _add_index(database: Any) -> None:
    with database.DATABASE_LOCK, connection(database.METRICS_DB) as opened:
        opened.execute(INDEX)


def _exactly(original: Callable[..., Any]) -> Callable[..., Any]:
    def list_metrics(
        self: Any,
        account_id: str,
        region: str,
        namespace: str,
        metric_name: str,
        dimensions: Sequence[Mapping[str, str]],
    ) -> dict[str, Any]:
        found = original(self, account_id, region, namespace, metric_name, [])["metrics"]
        return {"metrics": [metric for metric in found if _has(by_name(metric["dimensions"]), dimensions)]}

    return list_metrics


def _has(dimensions: Mapping[str, str], filters: Sequence[Mapping[str, str]]) -> bool:
    """A filter without a value asks for the name only."""
    return all(
        wanted["Name"] in dimensions and dimensions[wanted["Name"]] == wanted.get("Value", dimensions[wanted["Name"]])
        for wanted in filters
    )


def _restored(_self: Any, dimensions: str | None) -> list[dict[str, str]] | None:
    pairs = (pair.partition("=") for pair in (dimensions or "").split("\t") if pair)
    return [{"Name": name, "Value": value} for name, _, value in pairs] or None


PATCH = Patch("metrics-are-told-apart", "localstack.services.cloudwatch.cloudwatch_database_helper", apply)
