"""The timeline: what happened inside the engine, in its own time."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from fakes.behaviour import Behaviour
from harness.behaviours import Behaviours
from harness.clients import Clients
from harness.clock import Clock
from harness.control import ControlError
from harness.engine.happening import Happening, Kind
from harness.timeline import Timeline
from tests.integration.lambda_functions import Functions
from tests.integration.queues import create_burying_queue, create_queue

FAILING = """
    def handler(event, context):
        raise ValueError("no")
"""


@pytest.fixture
def timeline(virtual_aws: Clients, clock: Clock) -> Timeline:
    """The virtual engine's timeline. Its time stands still unless it is moved: nothing happens by itself."""
    clock.set_rate(0)
    return Timeline(str(virtual_aws.endpoint))


@pytest.fixture
def events(timeline: Timeline, account: str) -> Callable[[], list[Happening]]:
    """What has happened in the test's own account."""
    return lambda: timeline.events(account)


@pytest.fixture
def sqs(virtual_aws: Clients) -> Any:
    return virtual_aws.client("sqs")


def seconds(happenings: list[Any]) -> list[int]:
    """When each happened, in seconds after the first."""
    return [round((one.at - happenings[0].at).total_seconds()) for one in happenings]


def about(happenings: list[Happening], *resources: str) -> list[Any]:
    return [one for one in happenings if one.resource in resources]


def test_a_poison_message_tells_its_whole_life(virtual_aws: Clients, sqs: Any, clock: Clock, events: Any) -> None:
    (url, _), _ = create_burying_queue(virtual_aws, "jobs", 2, VisibilityTimeout="180")
    sent = sqs.send_message(QueueUrl=url, MessageBody="poison")
    for _ in range(3):
        sqs.receive_message(QueueUrl=url)
        clock.advance(180)

    told = events()

    assert [(one.resource, one.kind, one.detail.receives) for one in told] == [
        ("jobs", Kind.MESSAGE_SENT, 0),
        ("jobs", Kind.MESSAGE_RECEIVED, 1),
        ("jobs", Kind.MESSAGE_RETURNED, 1),
        ("jobs", Kind.MESSAGE_RECEIVED, 2),
        ("jobs", Kind.MESSAGE_RETURNED, 2),
        ("jobs", Kind.MESSAGE_MOVED, 2),
        ("dead-jobs", Kind.MESSAGE_SENT, 0),
    ]
    assert seconds(told) == [0, 0, 180, 180, 360, 360, 360]
    assert {one.subject for one in told} == {sent["MessageId"]}
    assert (told[1].detail.visible_at - told[1].at).total_seconds() == pytest.approx(180, abs=1)
    assert (told[5].detail.queue, told[6].detail.queue) == ("dead-jobs", "jobs")
    assert [one.seq for one in told] == list(range(1, 8))


def test_a_message_that_is_done_with_was_delayed_hidden_and_deleted(
    virtual_aws: Clients, sqs: Any, clock: Clock, events: Any
) -> None:
    url, _ = create_queue(virtual_aws, "jobs")
    sqs.send_message(QueueUrl=url, MessageBody="later", DelaySeconds=60)
    clock.advance(61)
    (message,) = sqs.receive_message(QueueUrl=url)["Messages"]
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=300)
    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])

    told = events()

    assert [one.kind.removeprefix("message.") for one in told] == ["sent", "received", "hidden", "deleted"]
    visible = [one.detail.visible_at and round((one.detail.visible_at - one.at).total_seconds()) for one in told]
    assert visible == [60, 30, 300, None]


def test_a_fifo_queue_tells_repetitions_and_groups(virtual_aws: Clients, sqs: Any, events: Any) -> None:
    url, _ = create_queue(virtual_aws, "jobs.fifo", FifoQueue="true")
    for _ in range(2):
        sqs.send_message(QueueUrl=url, MessageBody="x", MessageGroupId="deed", MessageDeduplicationId="once")

    first, second = events()

    assert (first.kind, second.kind) == (Kind.MESSAGE_SENT, Kind.MESSAGE_DEDUPLICATED)
    assert first.subject == second.subject
    assert first.detail.group == second.detail.group == "deed"


def test_messages_that_nobody_takes_expire_or_are_purged(
    virtual_aws: Clients, sqs: Any, clock: Clock, events: Any
) -> None:
    url, _ = create_queue(virtual_aws, "jobs", MessageRetentionPeriod="60")
    sqs.send_message(QueueUrl=url, MessageBody="old")
    clock.advance(62)
    sqs.purge_queue(QueueUrl=url)

    assert [one.kind for one in events()] == [Kind.MESSAGE_SENT, Kind.MESSAGE_EXPIRED, Kind.QUEUE_PURGED]


def test_an_asynchronous_invocation_counts_its_retries(virtual_aws: Clients, clock: Clock, events: Any) -> None:
    functions = Functions(virtual_aws)
    name = functions.create(FAILING)
    functions.client.invoke(FunctionName=name, InvocationType="Event", Payload=b"{}")
    clock.run_to_idle(limit=3600)

    told = about(events(), name)

    assert [(one.kind, one.detail.retry) for one in told] == [
        (kind, retry) for retry in range(3) for kind in (Kind.INVOCATION_BEGAN, Kind.INVOCATION_ENDED)
    ]
    assert seconds(told) == pytest.approx([0, 0, 60, 60, 180, 180], abs=5)
    assert len({one.subject for one in told}) == 1
    last = told[-1].detail
    assert (last.asynchronous, last.outcome, last.error, last.message) == (True, "failed", "ValueError", "no")


def test_a_function_without_a_place_is_throttled(virtual_aws: Clients, clock: Clock, events: Any) -> None:
    functions = Functions(virtual_aws)
    name = functions.create(FAILING)
    functions.client.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=0)
    functions.client.invoke(FunctionName=name, InvocationType="Event", Payload=b"{}")
    clock.run_to_idle(limit=60)

    (told,) = about(events(), name)

    assert (told.kind, told.detail.error) == (Kind.INVOCATION_THROTTLED, "TooManyRequestsException")


def test_a_rule_tells_each_attempt_and_the_burial(virtual_aws: Clients, sqs: Any, clock: Clock, events: Any) -> None:
    _, dead = create_queue(virtual_aws, "dead")
    _, taking = create_queue(virtual_aws, "taking")
    bus = virtual_aws.client("events")
    bus.put_rule(Name="rule", EventPattern=json.dumps({"source": ["test"]}))
    refusing = {
        "Id": "refuses",
        "Arn": create_queue(virtual_aws, "refusing.fifo", FifoQueue="true")[1],
        "SqsParameters": {"MessageGroupId": "one"},
        "RetryPolicy": {"MaximumRetryAttempts": 2},
        "DeadLetterConfig": {"Arn": dead},
    }
    bus.put_targets(Rule="rule", Targets=[refusing, {"Id": "takes", "Arn": taking}])
    bus.put_events(Entries=[{"Source": "test", "DetailType": "t", "Detail": "{}"}])
    clock.run_to_idle(limit=60)

    told = about(events(), "rule")

    by_target = [(one.kind.partition(".")[2], one.detail.target, one.detail.attempt) for one in told]
    assert [line for line in by_target if line[1] == "taking"] == [("matched", "taking", 0), ("delivered", "taking", 1)]
    assert [line for line in by_target if line[1] != "taking"] == [
        ("matched", "refusing.fifo", 0),
        ("failed", "refusing.fifo", 1),
        ("failed", "refusing.fifo", 2),
        ("failed", "refusing.fifo", 3),
        ("buried", "dead", 3),
    ]
    failures = [one for one in told if one.kind is Kind.EVENT_FAILED]
    assert seconds(failures) == [0, 1, 3]
    assert failures[0].detail.next_at == pytest.approx(failures[1].at, abs=failures[1].at.resolution * 100_000)
    assert failures[-1].detail.next_at is None
    assert "SDK_CLIENT_ERROR" in failures[0].detail.error
    assert len({one.subject for one in told}) == 1
    assert told[0].detail.event == "test t"


def test_a_topic_tells_who_took_a_notice_and_who_did_not(
    virtual_aws: Clients, sqs: Any, clock: Clock, account: str, events: Any
) -> None:
    sns = virtual_aws.client("sns")
    topic = sns.create_topic(Name="done")["TopicArn"]
    _, taking = create_queue(virtual_aws, "taking")
    _, dead = create_queue(virtual_aws, "dead")
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=taking)
    nowhere = f"arn:aws:sqs:us-east-1:{account}:nowhere"
    redrive = json.dumps({"deadLetterTargetArn": dead})
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=nowhere, Attributes={"RedrivePolicy": redrive})
    message_id = sns.publish(TopicArn=topic, Message="hello")["MessageId"]
    clock.run_to_idle(limit=7200)

    told = about(events(), "done")

    facts = {(one.kind.partition(".")[2], one.detail.target) for one in told}
    assert facts == {("delivered", "taking"), ("failed", "nowhere"), ("buried", "dead")}
    assert {one.subject for one in told} == {message_id}


def test_an_execution_tells_its_states_and_retries(
    virtual_aws: Clients, clock: Clock, account: str, events: Any
) -> None:
    name = Functions(virtual_aws).create(FAILING)
    retry = {"ErrorEquals": ["ValueError"], "IntervalSeconds": 2, "BackoffRate": 2, "MaxAttempts": 2}
    work = {
        "Type": "Task",
        "Resource": f"arn:aws:lambda:us-east-1:{account}:function:{name}",
        "Retry": [retry],
        "End": True,
    }
    states = virtual_aws.client("stepfunctions")
    machine = states.create_state_machine(
        name="machine",
        definition=json.dumps({"StartAt": "Work", "States": {"Work": work}}),
        roleArn=f"arn:aws:iam::{account}:role/r",
    )["stateMachineArn"]
    states.start_execution(stateMachineArn=machine, name="run-1")
    clock.run_to_idle(limit=60)

    told = about(events(), "machine")

    assert [(one.kind.partition(".")[2], one.detail.state, one.detail.retry) for one in told] == [
        ("started", "", 0),
        ("entered", "Work", 0),
        ("failed", "", 0),
        ("retried", "Work", 1),
        ("failed", "", 0),
        ("retried", "Work", 2),
        ("failed", "", 0),
        ("ended", "", 0),
    ]
    assert seconds(told) == pytest.approx([0, 0, 0, 2, 2, 6, 6, 6], abs=1)
    assert (told[-1].subject, told[-1].detail.event, told[-1].detail.error) == (
        "run-1",
        "ExecutionFailed",
        "ValueError",
    )
    assert told[3].detail.error == "ValueError"


def test_an_alarm_tells_both_states(virtual_aws: Clients, events: Any) -> None:
    cloudwatch = virtual_aws.client("cloudwatch")
    cloudwatch.put_metric_alarm(
        AlarmName="dead-letters",
        Namespace="AWS/SQS",
        MetricName="ApproximateNumberOfMessagesVisible",
        Statistic="Maximum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=0,
        ComparisonOperator="GreaterThanThreshold",
    )
    for state in ("ALARM", "OK"):
        cloudwatch.set_alarm_state(AlarmName="dead-letters", StateValue=state, StateReason="a test")

    first, second = (one.detail for one in about(events(), "dead-letters"))

    assert (first.new, second.old, second.new, second.reason) == ("ALARM", "ALARM", "OK", "a test")


def test_behaviours_tell_when_they_come_act_and_go(virtual_aws: Clients, events: Any, account: str) -> None:
    behaviours = Behaviours(str(virtual_aws.endpoint), account)
    said = {"id": "slow", "label": "a slow queue", "effect": {"kind": "delay", "seconds": 0}}
    match = {"service": "sqs", "each": "deeds-[0-9]+"}
    behaviours.set(Behaviour.model_validate({**said, "match": match, "limit": {"seconds": 60}}))
    virtual_aws.client("sqs").list_queues(QueueNamePrefix="old-deeds-7-")
    behaviours.clear()

    came, acted, went = events()

    assert (came.kind, acted.kind, went.kind) == (Kind.BEHAVIOUR_SET, Kind.BEHAVIOUR_APPLIED, Kind.BEHAVIOUR_CLEARED)
    assert came.subject == acted.subject == went.subject == "slow"
    assert (came.detail.label, came.detail.effect, acted.detail.operation) == ("a slow queue", "delay", "ListQueues")
    assert (came.detail.each, acted.detail.each) == ("", "deeds-7")
    assert (came.detail.until - came.at).total_seconds() == pytest.approx(60, abs=0.1)


def test_who_knows_a_part_asks_for_the_rest(
    virtual_aws: Clients, sqs: Any, clock: Clock, timeline: Timeline, account: str
) -> None:
    url, _ = create_queue(virtual_aws, "jobs")
    sqs.send_message(QueueUrl=url, MessageBody="first")
    clock.advance(60)
    sqs.send_message(QueueUrl=url, MessageBody="second")

    first, second = timeline.events(account)

    assert timeline.events(account, after=first.seq) == [second]
    assert timeline.events(account, since=second.at) == [second]
    assert timeline.events("999999999999") == []


def test_a_senseless_question_is_refused(timeline: Timeline) -> None:
    with pytest.raises(ControlError, match="greater than or equal to 0"):
        timeline.events("000000000000", after=-1)
