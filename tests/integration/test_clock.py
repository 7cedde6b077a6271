"""Documented waits, in virtual time. Every figure is virtual seconds; a test takes a second or two of the host's."""

import json
from datetime import timedelta
from typing import Any

import pytest
from typer.testing import CliRunner

from harness.cli import app
from harness.clients import Clients
from harness.clock import Clock, ClockState
from harness.engine.host import HostEngine
from harness.pytest_plugin import EngineUnderTest
from tests.integration import streams
from tests.integration.lambda_functions import Functions
from tests.integration.passing_time import FAILING, gaps, printed_times, received
from tests.integration.queues import create_burying_queue, create_queue

TIMED = """
    import time
    from datetime import datetime, timezone

    def handler(event, context):
        return [time.time(), datetime.now(timezone.utc).timestamp(), context.get_remaining_time_in_millis()]
"""


@pytest.fixture(autouse=True)
def standing(clock: Clock) -> None:
    """Time stands still unless it is moved: what the host needs for a call would else be missing, or too much."""
    clock.set_rate(0)


@pytest.fixture
def sqs(virtual_aws: Clients) -> Any:
    return virtual_aws.client("sqs")


def test_a_message_is_buried_after_three_visibility_timeouts(virtual_aws: Clients, sqs: Any, clock: Clock) -> None:
    (url, _), (dead_url, _) = create_burying_queue(virtual_aws, "jobs", 3, VisibilityTimeout="180")
    sqs.send_message(QueueUrl=url, MessageBody="poison")
    start = clock.now()

    for _ in range(3):
        assert received(sqs, url) == ["poison"]
        clock.advance(179)
        assert received(sqs, url) == []
        clock.advance(1)
    assert received(sqs, url) == []

    assert received(sqs, dead_url) == ["poison"]
    assert (clock.now() - start).total_seconds() == pytest.approx(540, abs=1)


def test_a_handler_lives_in_the_engines_time(virtual_aws: Clients, clock: Clock) -> None:
    functions = Functions(virtual_aws)
    name = functions.create(TIMED, Timeout=30)

    before = functions.invoke(name).value
    clock.advance(24 * 3600)
    after = functions.invoke(name).value

    assert after[0] - before[0] == pytest.approx(24 * 3600, abs=0.001)
    assert after[0] == pytest.approx(after[1]) == pytest.approx(clock.now().timestamp(), abs=0.001)
    assert after[2] == pytest.approx(30_000, abs=5)


def test_an_asynchronous_invocation_is_retried_after_one_and_two_minutes(virtual_aws: Clients, clock: Clock) -> None:
    """AWS Lambda Developer Guide, "Error handling for asynchronous invocation"."""
    functions = Functions(virtual_aws)
    name = functions.create(FAILING)
    functions.client.invoke(FunctionName=name, InvocationType="Event", Payload=b"{}")

    state = clock.run_to_idle(limit=3600)

    assert state.moved
    assert state.moved.idle
    assert gaps(printed_times(virtual_aws, name)) == pytest.approx([60, 120], abs=3)


def test_a_rules_target_is_retried_until_the_event_is_too_old(
    virtual_aws: Clients, sqs: Any, clock: Clock, account: str
) -> None:
    dead_url, dead_arn = create_queue(virtual_aws, "dead")
    _, refusing = create_queue(virtual_aws, "refusing.fifo", FifoQueue="true")
    events = virtual_aws.client("events")
    events.put_rule(Name="rule", EventPattern=json.dumps({"source": ["test"]}))
    target = {
        "Id": "refuses",
        "Arn": refusing,
        "SqsParameters": {"MessageGroupId": "one"},
        "RetryPolicy": {"MaximumRetryAttempts": 185, "MaximumEventAgeInSeconds": 3600},
        "DeadLetterConfig": {"Arn": dead_arn},
    }
    events.put_targets(Rule="rule", Targets=[target])
    start = clock.now()
    events.put_events(Entries=[{"Source": "test", "DetailType": "t", "Detail": "{}"}])

    clock.run_to_idle(limit=7200)

    (letter,) = sqs.receive_message(QueueUrl=dead_url, MessageAttributeNames=["All"])["Messages"]
    assert letter["MessageAttributes"]["EXHAUSTED_RETRY_CONDITION"]["StringValue"] == "MaximumEventAgeInSeconds"
    assert 1800 < (clock.now() - start).total_seconds() <= 3602


def test_an_alarm_goes_off_after_its_period(virtual_aws: Clients, sqs: Any, clock: Clock) -> None:
    url, _ = create_queue(virtual_aws, "dead")
    cloudwatch = virtual_aws.client("cloudwatch")
    cloudwatch.put_metric_alarm(
        AlarmName="dead-letters",
        Namespace="AWS/SQS",
        MetricName="ApproximateNumberOfMessagesVisible",
        Dimensions=[{"Name": "QueueName", "Value": "dead"}],
        Statistic="Maximum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=0,
        ComparisonOperator="GreaterThanThreshold",
        TreatMissingData="notBreaching",
    )
    sqs.send_message(QueueUrl=url, MessageBody="lost")

    def state() -> str:
        (alarm,) = cloudwatch.describe_alarms(AlarmNames=["dead-letters"])["MetricAlarms"]
        return str(alarm["StateValue"])

    assert state() != "ALARM"
    clock.advance(121)  # a minute until the depth is measured, and the alarm's own
    assert state() == "ALARM"


def test_an_item_expires_after_thirty_days(virtual_aws: Clients, clock: Clock) -> None:
    dynamodb = virtual_aws.client("dynamodb")
    dynamodb.create_table(
        TableName="records",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "OLD_IMAGE"},
    )
    enabled = {"AttributeName": "ttl", "Enabled": True}
    dynamodb.update_time_to_live(TableName="records", TimeToLiveSpecification=enabled)
    days = 24 * 3600
    due = int(clock.now().timestamp()) + 30 * days
    dynamodb.put_item(TableName="records", Item={"id": {"S": "1"}, "ttl": {"N": str(due)}})

    clock.advance(30 * days - 60)
    assert dynamodb.scan(TableName="records")["Count"] == 1
    clock.advance(61)
    assert dynamodb.scan(TableName="records")["Count"] == 0
    removal = streams.read(virtual_aws, streams.stream_arn(virtual_aws, "records"))[-1]
    assert removal["eventName"] == "REMOVE"
    assert removal["userIdentity"] == {"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"}
    assert removal["dynamodb"]["ApproximateCreationDateTime"].timestamp() == pytest.approx(due, abs=61)


def test_running_to_idle_stops_when_nothing_is_pending(virtual_aws: Clients, sqs: Any, clock: Clock) -> None:
    clock.run_to_idle(limit=3600)  # earlier tests may have left something
    url, _ = create_queue(virtual_aws, "delayed")
    sqs.send_message(QueueUrl=url, MessageBody="later", DelaySeconds=300)

    moved = clock.run_to_idle(limit=3600).moved

    assert moved
    assert moved.idle
    assert moved.seconds == pytest.approx(300, abs=2)
    assert received(sqs, url) == ["later"]


def test_running_to_idle_stops_at_its_limit(virtual_aws: Clients, sqs: Any, clock: Clock) -> None:
    url, _ = create_queue(virtual_aws, "delayed")
    sqs.send_message(QueueUrl=url, MessageBody="later", DelaySeconds=300)

    moved = clock.run_to_idle(limit=100).moved

    assert moved
    assert not moved.idle
    assert moved.seconds == pytest.approx(100)


def test_the_command_line_reads_and_moves_time(
    virtual_engine: EngineUnderTest, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HostEngine, "endpoint", lambda _engine: virtual_engine.endpoint)

    def told(*command: str) -> ClockState:
        result = CliRunner().invoke(app, ["clock", *command, "--json"])
        assert result.exit_code == 0, result.output
        return ClockState.model_validate_json(result.output)

    stopped = told("rate", "0")
    moved = told("advance", "90")
    idle = told("run-to-idle")

    assert (stopped.rate, moved.now - stopped.now) == (0, timedelta(seconds=90))
    assert (idle.idle, idle.now) == (True, told("show").now)
    assert clock.now() == idle.now


def test_time_passes_at_the_rate_that_was_set(clock: Clock) -> None:
    assert clock.now() == clock.now()

    clock.set_rate(1000)
    earlier = clock.now()
    while (clock.now() - earlier).total_seconds() < 5:
        pass
    assert clock.show().offset > 0


def test_a_fifo_topic_that_has_delivered_keeps_time_from_nothing(virtual_aws: Clients, sqs: Any, clock: Clock) -> None:
    url, arn = create_queue(virtual_aws, "orders.fifo", FifoQueue="true")
    sns = virtual_aws.client("sns")
    topic = sns.create_topic(Name="orders.fifo", Attributes={"FifoTopic": "true"})["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})
    sns.publish(TopicArn=topic, Message="first", MessageGroupId="one", MessageDeduplicationId="1")

    moved = clock.advance(1).moved

    assert moved
    assert moved.unsettled == []
    assert received(sqs, url) == ["first"]
