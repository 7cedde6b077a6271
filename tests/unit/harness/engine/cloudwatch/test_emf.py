"""Which log events hold metrics, and which values."""

import json
from typing import Any

import pytest

from harness.engine.plugins.cloudwatch.emf import EmbeddedMetricError, Measured, measured


def event(dimensions: list[list[str]], metrics: list[dict[str, str]], **members: Any) -> str:
    directive = {"Namespace": "Documents", "Dimensions": dimensions, "Metrics": metrics}
    return json.dumps({"_aws": {"Timestamp": 1_700_000_000_500, "CloudWatchMetrics": [directive]}, **members})


def test_a_metric_is_recorded_once_for_each_set_of_dimensions() -> None:
    message = event([["service"], []], [{"Name": "Cost", "Unit": "None"}], service="reader", Cost=0.045)

    assert measured(message) == [
        Measured("Documents", {"service": "reader"}, "Cost", 0.045, "None", 1_700_000_000.5),
        Measured("Documents", {}, "Cost", 0.045, "None", 1_700_000_000.5),
    ]


def test_a_list_is_several_values_of_one_metric() -> None:
    assert [value.value for value in measured(event([[]], [{"Name": "Pages"}], Pages=[3, 1, 2]))] == [3, 1, 2]


@pytest.mark.parametrize(
    "message",
    [
        "plain text",
        '{"level": "INFO"}',
        '{"_aws": "no object"}',
        '{"_aws": {"Other": 1}}',
        '{"_aws": broken',
        '["_aws"]',
    ],
)
def test_other_events_hold_no_metrics(message: str) -> None:
    assert measured(message) == []


@pytest.mark.parametrize(
    ("members", "complaint"),
    [
        ({"Pages": 3}, "dimension 'service'"),
        ({"Pages": 3, "service": 7}, "dimension 'service'"),
        ({"service": "reader"}, "metric 'Pages'"),
        ({"service": "reader", "Pages": "three"}, "metric 'Pages'"),
        ({"service": "reader", "Pages": True}, "metric 'Pages'"),
        ({"service": "reader", "Pages": [1] * 101}, "more than 100"),
    ],
)
def test_an_event_that_breaks_the_format_is_refused(members: dict[str, Any], complaint: str) -> None:
    with pytest.raises(EmbeddedMetricError, match=complaint):
        measured(event([["service"]], [{"Name": "Pages"}], **members))


def test_a_time_that_is_no_number_is_refused() -> None:
    with pytest.raises(EmbeddedMetricError, match="Timestamp"):
        measured('{"_aws": {"Timestamp": "now", "CloudWatchMetrics": []}}')
