"""Mappings of queues to functions in virtual time. Every figure is virtual seconds."""

from typing import Any

import pytest

from harness.behaviours import Behaviours
from harness.clients import Clients
from harness.clock import Clock
from harness.pytest_plugin import EngineUnderTest
from tests.integration.lambda_functions import Functions
from tests.integration.misbehaving import behaviour
from tests.integration.passing_time import FAILING, gaps, printed_times, received
from tests.integration.queues import create_burying_queue, create_queue, left_in

BODIES = """
    import time

    def handler(event, context):
        print(f"at {time.time()} " + ",".join(sorted(record["body"] for record in event["Records"])))
"""
BAD_ONES_FAIL = """
    import time

    def handler(event, context):
        print(f"at {time.time()} " + ",".join(sorted(record["body"] for record in event["Records"])))
        bad = [record["messageId"] for record in event["Records"] if record["body"] == "bad"]
        return {"batchItemFailures": [{"itemIdentifier": identifier} for identifier in bad]}
"""


@pytest.fixture
def sqs(virtual_aws: Clients) -> Any:
    return virtual_aws.client("sqs")


def batches(aws: Clients, function: str) -> list[str]:
    """The bodies that a function printed, by invocation."""
    events = aws.client("logs").filter_log_events(logGroupName=f"/aws/lambda/{function}")["events"]
    lines = sorted(event["message"].split() for event in events if event["message"].startswith("at "))
    return [bodies for _at, _time, bodies in lines]


def test_a_message_whose_function_fails_is_buried_after_nine_minutes(
    virtual_aws: Clients, sqs: Any, clock: Clock
) -> None:
    (url, arn), (dead_url, _) = create_burying_queue(virtual_aws, "jobs", 3, VisibilityTimeout="180")
    functions = Functions(virtual_aws)
    name = functions.create(FAILING)
    functions.client.create_event_source_mapping(EventSourceArn=arn, FunctionName=name)
    start = clock.set_rate(0).now
    sqs.send_message(QueueUrl=url, MessageBody="poison")

    clock.advance(539)
    assert received(sqs, dead_url) == []
    clock.advance(1.1)

    assert received(sqs, dead_url) == ["poison"]
    times = printed_times(virtual_aws, name)
    assert times[0] == pytest.approx(start.timestamp(), abs=1)
    assert gaps(times) == pytest.approx([180, 180], abs=1)


def test_a_message_whose_function_is_throttled_is_buried_as_late(virtual_aws: Clients, sqs: Any, clock: Clock) -> None:
    (url, arn), (dead_url, _) = create_burying_queue(virtual_aws, "jobs", 2, VisibilityTimeout="180")
    functions = Functions(virtual_aws)
    name = functions.create(BODIES)
    functions.client.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=0)
    functions.client.create_event_source_mapping(EventSourceArn=arn, FunctionName=name)
    clock.set_rate(0)
    sqs.send_message(QueueUrl=url, MessageBody="unlucky")

    clock.advance(359)
    assert received(sqs, dead_url) == []
    clock.advance(1.1)

    assert received(sqs, dead_url) == ["unlucky"]


def test_a_batch_waits_for_its_window(virtual_aws: Clients, sqs: Any, clock: Clock) -> None:
    url, arn = create_queue(virtual_aws, "jobs", VisibilityTimeout="180")
    functions = Functions(virtual_aws)
    name = functions.create(BODIES)
    functions.client.create_event_source_mapping(
        EventSourceArn=arn, FunctionName=name, BatchSize=10, MaximumBatchingWindowInSeconds=60
    )
    start = clock.set_rate(0).now.timestamp()
    sqs.send_message(QueueUrl=url, MessageBody="first")
    clock.advance(40)
    sqs.send_message(QueueUrl=url, MessageBody="second")
    clock.run_to_idle(limit=600)

    assert batches(virtual_aws, name) == ["first,second"]
    assert printed_times(virtual_aws, name) == pytest.approx([start + 60], abs=1)


def test_a_queue_that_cannot_be_read_is_asked_again_after_growing_pauses(
    virtual_engine: EngineUnderTest, virtual_aws: Clients, sqs: Any, clock: Clock
) -> None:
    url, arn = create_queue(virtual_aws, "jobs")
    functions = Functions(virtual_aws)
    name = functions.create(BODIES)
    away = {"service": "sqs", "operation": "ReceiveMessage", "caller": "service"}
    Behaviours(virtual_engine.endpoint, virtual_aws.account).set(
        behaviour({"kind": "error", "code": "ServiceUnavailable", "status": 503}, away, limit={"count": 4})
    )
    start = clock.set_rate(0).now.timestamp()
    sqs.send_message(QueueUrl=url, MessageBody="patient")
    functions.client.create_event_source_mapping(EventSourceArn=arn, FunctionName=name)

    clock.run_to_idle(limit=600)

    assert printed_times(virtual_aws, name) == pytest.approx([start + 2 + 3 + 4.5 + 6.75], abs=0.5)


def test_only_what_failed_of_a_batch_comes_back(virtual_aws: Clients, sqs: Any, clock: Clock) -> None:
    (url, arn), (dead_url, _) = create_burying_queue(virtual_aws, "jobs", 2, VisibilityTimeout="90")
    functions = Functions(virtual_aws)
    name = functions.create(BAD_ONES_FAIL)
    entries = [{"Id": body, "MessageBody": body} for body in ("good", "bad")]
    clock.set_rate(0)
    sqs.send_message_batch(QueueUrl=url, Entries=entries)
    functions.client.create_event_source_mapping(
        EventSourceArn=arn, FunctionName=name, FunctionResponseTypes=["ReportBatchItemFailures"]
    )

    clock.run_to_idle(limit=600)

    assert batches(virtual_aws, name) == ["bad,good", "bad"]
    assert gaps(printed_times(virtual_aws, name)) == pytest.approx([90], abs=1)
    assert received(sqs, dead_url) == ["bad"]
    assert left_in(virtual_aws, url) == 0


def test_a_message_reaches_its_mapping_while_time_stands_still(virtual_aws: Clients, sqs: Any, clock: Clock) -> None:
    clock.set_rate(0)
    url, arn = create_queue(virtual_aws, "jobs")
    functions = Functions(virtual_aws)
    name = functions.create(BODIES)
    functions.client.create_event_source_mapping(EventSourceArn=arn, FunctionName=name)

    for body in ("one", "two"):
        sqs.send_message(QueueUrl=url, MessageBody=body)
        functions.log_of(name, body)
