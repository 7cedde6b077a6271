"""CloudWatch's embedded metric format: metrics that stand in log events.

Source: CloudWatch User Guide, "Specification: Embedded metric format".
"""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

MARK = '"_aws"'


class EmbeddedMetricError(Exception):
    """A log event says that it holds metrics, and breaks the format."""


class MetricDefinition(BaseModel):
    """One metric: the member of the event that holds its value, and the value's unit."""

    name: str = Field(alias="Name", min_length=1, max_length=1024)
    unit: str | None = Field(alias="Unit", default=None)


class Directive(BaseModel):
    """Metrics of one namespace.

    Attributes:
        namespace: the namespace.
        dimensions: sets of names of members whose values become dimensions; each metric is recorded once for each set.
        metrics: the metrics, 100 at most.
    """

    model_config = ConfigDict(strict=True)

    namespace: str = Field(alias="Namespace", min_length=1, max_length=1024)
    dimensions: list[list[str]] = Field(alias="Dimensions", min_length=1)
    metrics: list[MetricDefinition] = Field(alias="Metrics", default_factory=list, max_length=100)


class Metadata(BaseModel):
    """The member `_aws` of an event: when, in epoch milliseconds, and what."""

    model_config = ConfigDict(strict=True)

    timestamp: int = Field(alias="Timestamp")
    directives: list[Directive] = Field(alias="CloudWatchMetrics")


class Measured(NamedTuple):
    """One value of one metric; `at` in epoch seconds."""

    namespace: str
    dimensions: dict[str, str]
    metric: str
    value: float
    unit: str | None
    at: float


def measured(message: str) -> list[Measured]:
    """The values in one log event; none if it isn't in the format.

    Raises:
        EmbeddedMetricError: the event claims to be in the format, and isn't.
    """
    event = _event(message)
    if event is None:
        return []
    try:
        metadata = Metadata.model_validate(event["_aws"])
    except ValidationError as error:
        raise EmbeddedMetricError(str(error)) from error
    return [value for directive in metadata.directives for value in _values(directive, event, metadata.timestamp)]


def _event(message: str) -> dict[str, Any] | None:
    if MARK not in message or not message.lstrip().startswith("{"):
        return None
    try:
        event = json.loads(message)
    except ValueError:
        return None
    return event if isinstance(event.get("_aws"), dict) and "CloudWatchMetrics" in event["_aws"] else None


def _values(directive: Directive, event: dict[str, Any], timestamp: int) -> Iterator[Measured]:
    for names in directive.dimensions:
        dimensions = {name: _dimension(name, event) for name in names}
        for metric in directive.metrics:
            for value in _numbers(metric.name, event):
                yield Measured(directive.namespace, dimensions, metric.name, value, metric.unit, timestamp / 1000)


def _dimension(name: str, event: dict[str, Any]) -> str:
    value = event.get(name)
    if not isinstance(value, str):
        raise EmbeddedMetricError(f"the dimension {name!r} has no text for a value")
    return value


def _numbers(name: str, event: dict[str, Any]) -> list[float]:
    values = event.get(name)
    if isinstance(values, list) and len(values) > 100:
        raise EmbeddedMetricError(f"the metric {name!r} has more than 100 values")
    return [_number(name, value) for value in (values if isinstance(values, list) else [values])]


def _number(name: str, value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise EmbeddedMetricError(f"the metric {name!r} has a value that is no number: {value!r}")
    return float(value)
