"""Operators ask which alarms are on: what they ask for counts together, and comes in pages."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from harness.clients import Clients
from tests.integration.metrics import STEADY

OPS = "arn:aws:sns:us-east-1:000000000000:ops"


@pytest.fixture
def cloudwatch(aws: Clients) -> Any:
    """CloudWatch with two alarms of one system, of which one is on, one of another that is on, too, and a composite."""
    client = aws.client("cloudwatch")
    for name, action in (("line-b", OPS), ("line-a", f"{OPS}-other"), ("other", OPS)):
        client.put_metric_alarm(AlarmName=name, AlarmActions=[action], **STEADY)
    client.put_composite_alarm(AlarmName="line-all", AlarmRule='ALARM("line-a") OR ALARM("line-b")')
    for name in ("line-b", "other"):
        client.set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="full")
    return client


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["line-a", "line-b", "other"]),
        ({"AlarmNamePrefix": "line-", "StateValue": "ALARM"}, ["line-b"]),
        ({"AlarmNames": ["other", "line-a"], "StateValue": "ALARM"}, ["other"]),
        ({"ActionPrefix": OPS + "-"}, ["line-a"]),
        ({"AlarmNames": ["none"]}, []),
    ],
)
def test_everything_that_is_asked_for_counts(cloudwatch: Any, asked: dict[str, Any], names: list[str]) -> None:
    found = cloudwatch.describe_alarms(**asked)

    assert [alarm["AlarmName"] for alarm in found["MetricAlarms"]] == names
    assert found["CompositeAlarms"] == []


def test_composite_alarms_come_if_asked_for(cloudwatch: Any) -> None:
    found = cloudwatch.describe_alarms(AlarmTypes=["CompositeAlarm"])

    assert [alarm["AlarmName"] for alarm in found["CompositeAlarms"]] == ["line-all"]
    assert found["MetricAlarms"] == []


def test_alarms_come_in_pages(cloudwatch: Any) -> None:
    pages = cloudwatch.get_paginator("describe_alarms").paginate(PaginationConfig={"PageSize": 2})

    assert [[alarm["AlarmName"] for alarm in page["MetricAlarms"]] for page in pages] == [
        ["line-a", "line-b"],
        ["other"],
    ]


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"AlarmNames": ["a"], "AlarmNamePrefix": "b"}, "InvalidParameterCombination"),
        ({"NextToken": "tomorrow"}, "InvalidNextToken"),
        ({"ChildrenOfAlarmName": "line-all"}, "not emulated"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(cloudwatch: Any, asked: dict[str, Any], error: str) -> None:
    with pytest.raises(ClientError, match=error):
        cloudwatch.describe_alarms(**asked)


def test_a_history_has_the_same_pages(cloudwatch: Any) -> None:
    with pytest.raises(ClientError, match="InvalidNextToken"):
        cloudwatch.describe_alarm_history(AlarmName="line-b", NextToken="tomorrow")
