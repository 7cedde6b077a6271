"""boto3 -> engine: `FilterLogEvents` finds what its pattern says, in pages of what is found."""

import time

import pytest
from botocore.exceptions import ClientError

from harness.clients import Clients

GROUP = "deeds"
MESSAGES = ("START one", "one: read", "START two", "two: read", "one: saved")


@pytest.fixture
def logged(aws: Clients) -> None:
    logs, now = aws.client("logs"), int(time.time() * 1000)
    logs.create_log_group(logGroupName=GROUP)
    logs.create_log_stream(logGroupName=GROUP, logStreamName="only")
    events = [{"timestamp": now + number, "message": message} for number, message in enumerate(MESSAGES)]
    logs.put_log_events(logGroupName=GROUP, logStreamName="only", logEvents=events)


@pytest.mark.usefixtures("logged")
def test_a_pattern_chooses_events_and_pages_hold_what_is_chosen(aws: Clients) -> None:
    pages = aws.client("logs").get_paginator("filter_log_events")
    found = pages.paginate(logGroupName=GROUP, filterPattern="one -START", PaginationConfig={"PageSize": 1})

    assert [[event["message"] for event in page["events"]] for page in found] == [["one: read"], ["one: saved"]]


@pytest.mark.usefixtures("logged")
@pytest.mark.parametrize(
    ("pattern", "said"), [("one:", "Invalid character"), ("{ $.level = ERROR }", "JSON events are not emulated")]
)
def test_a_pattern_that_is_none_or_not_emulated_is_an_error(aws: Clients, pattern: str, said: str) -> None:
    with pytest.raises(ClientError, match=said):
        aws.client("logs").filter_log_events(logGroupName=GROUP, filterPattern=pattern)
