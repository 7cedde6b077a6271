"""Answering CloudWatch's metric data queries: metrics, and expressions over them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from harness.engine.plugins.cloudwatch.expression import parsed
from harness.engine.plugins.cloudwatch.functions import ExpressionError, Scope
from harness.engine.plugins.cloudwatch.points import Points
from harness.engine.plugins.cloudwatch.statistics import UnknownStatisticError, statistic

Query = Mapping[str, Any]
Read = Callable[[Mapping[str, Any]], Points]
"""Reads what a `MetricStat` asks for."""


class Queries:
    """Queries of one request or alarm, which refer to one another by id.

    Args:
        queries: CloudWatch's `MetricDataQueries`.

    Raises:
        ExpressionError: CloudWatch would refuse them.
        UnknownStatisticError: there is no such statistic.
        NotImplementedError: one of them isn't emulated.
    """

    def __init__(self, queries: Sequence[Query]) -> None:
        self._stats = {query["Id"]: query["MetricStat"] for query in queries if "MetricStat" in query}
        self._expressions = {query["Id"]: parsed(query["Expression"]) for query in queries if "Expression" in query}
        for stat in self._stats.values():
            statistic(stat["Stat"])
        for expression in self._expressions.values():
            for name in sorted(expression.names - self._stats.keys() - self._expressions.keys()):
                raise ExpressionError(f"Undefined variable(s): {name}")

    @property
    def period(self) -> int:
        """Seconds of the longest period of its metrics."""
        return max((stat["Period"] for stat in self._stats.values()), default=60)

    def answers(self, wanted: Sequence[str], read: Read, start: int, end: int) -> dict[str, Points]:
        """The points of the queries with the ids in `wanted`.

        Args:
            wanted: ids.
            read: reads a metric.
            start: epoch seconds at which the first period begins.
            end: epoch seconds, exclusive.

        Raises:
            ExpressionError: expressions go round in a circle, or one comes to something else than a time series.
        """
        known = {name: read(stat) for name, stat in self._stats.items()}
        scope = Scope(range(start, end, self.period), self.period, dict(known))
        return {name: self._points(name, known, scope, ()) for name in wanted}

    def _points(self, name: str, known: dict[str, Points], scope: Scope, on_the_way: tuple[str, ...]) -> Points:
        if name in on_the_way:
            raise ExpressionError(f"The expression {name} refers to itself")
        if name not in known:
            expression = self._expressions[name]
            parts = {part: self._points(part, known, scope, (*on_the_way, name)) for part in expression.names}
            value = expression.value(parts, scope)
            if not isinstance(value, dict):
                raise ExpressionError(f"The expression {name} must come to a single time series")
            known[name] = value
        return known[name]


def refused(error: ExpressionError | UnknownStatisticError) -> str:
    """What CloudWatch says to a query that it refuses."""
    if isinstance(error, UnknownStatisticError):
        return f"The value {error} for parameter Stat is not supported."
    return f"Error in expression: {error}"
