"""Topics whose subscribers fail, in virtual time."""

import itertools
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from harness.behaviours import Behaviours
from harness.clients import Clients
from harness.clock import Clock
from harness.engine.happening import Kind
from harness.pytest_plugin import EngineUnderTest
from harness.timeline import Timeline
from tests.integration.lambda_functions import Functions
from tests.integration.metrics import Metrics
from tests.integration.misbehaving import behaviour
from tests.integration.web_server import WebServer

ATTRIBUTES = {"kind": {"DataType": "String", "StringValue": "deed"}}


@pytest.fixture
def topic(virtual_aws: Clients, clock: Clock) -> str:
    """A topic in a time that stands still."""
    clock.set_rate(0)
    return str(virtual_aws.client("sns").create_topic(Name="done")["TopicArn"])


@pytest.fixture
def dead(virtual_aws: Clients) -> str:
    """URL of the queue for what can't be delivered."""
    return str(virtual_aws.client("sqs").create_queue(QueueName="dead")["QueueUrl"])


@pytest.fixture
def attempts(virtual_engine: EngineUnderTest, account: str) -> Callable[[], list[int]]:
    """When deliveries were attempted, in seconds after the first attempt."""

    def seconds() -> list[int]:
        kinds = (Kind.NOTICE_FAILED, Kind.NOTICE_DELIVERED)
        times = [one.at for one in Timeline(virtual_engine.endpoint).events(account) if one.kind in kinds]
        return [round((at - times[0]).total_seconds()) for at in times]

    return seconds


def subscribe(aws: Clients, topic: str, protocol: str, endpoint: str, dead: str, **attributes: str) -> str:
    arn = f"arn:aws:sqs:us-east-1:{aws.account}:{dead.rpartition('/')[2]}"
    redrive = {"RedrivePolicy": json.dumps({"deadLetterTargetArn": arn})}
    answer = aws.client("sns").subscribe(
        TopicArn=topic,
        Protocol=protocol,
        Endpoint=endpoint,
        Attributes=redrive | attributes,
        ReturnSubscriptionArn=True,
    )
    return str(answer["SubscriptionArn"])


def letters(aws: Clients, url: str) -> list[dict[str, Any]]:
    answer = aws.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"])
    return list(answer.get("Messages", []))


def test_a_function_that_cannot_be_reached_is_tried_again_and_again(
    virtual_aws: Clients, clock: Clock, topic: str, dead: str, virtual_behave: Behaviours, attempts: Any
) -> None:
    """SNS Developer Guide: three retries at once, two after a second, ten after one to twenty, then every twenty."""
    name = Functions(virtual_aws).create("def handler(event, context):\n    print('took', len(event['Records']))\n")
    arn = f"arn:aws:lambda:us-east-1:{virtual_aws.account}:function:{name}"
    subscribe(virtual_aws, topic, "lambda", arn, dead)
    virtual_behave.set(
        behaviour({"kind": "error", "code": "ServiceException"}, {"service": "sns", "point": "delivery"})
    )

    virtual_aws.client("sns").publish(TopicArn=topic, Message="job 7")
    clock.advance(600)
    virtual_behave.clear()
    clock.advance(20)

    tried = attempts()
    waits = [later - earlier for earlier, later in itertools.pairwise(tried)]
    assert waits[:5] == [0, 0, 0, 1, 1]
    assert waits[5:15] == sorted(waits[5:15])
    assert (waits[5], waits[14]) == (1, 20)
    assert set(waits[15:]) == {20}
    assert len(Functions(virtual_aws).log_of(name, "took 1")) > 0
    assert letters(virtual_aws, dead) == []


def test_what_a_deleted_queue_would_have_got_is_buried_at_once(
    virtual_aws: Clients, clock: Clock, topic: str, dead: str, attempts: Any
) -> None:
    metrics = Metrics(virtual_aws, clock)
    gone = f"arn:aws:sqs:us-east-1:{virtual_aws.account}:gone"
    subscribe(virtual_aws, topic, "sqs", gone, dead, RawMessageDelivery="true")

    virtual_aws.client("sns").publish(TopicArn=topic, Message="job 7", MessageAttributes=ATTRIBUTES)
    clock.advance(1)

    (letter,) = letters(virtual_aws, dead)
    assert (letter["Body"], letter["MessageAttributes"]) == ("job 7", ATTRIBUTES)
    assert attempts() == [0]
    assert metrics.total("AWS/SNS", "NumberOfNotificationsFailed", TopicName="done") == 1
    assert metrics.total("AWS/SNS", "NumberOfNotificationsRedrivenToDlq", TopicName="done") == 1


def test_each_notice_of_a_batch_is_buried_with_its_own_attributes(
    virtual_aws: Clients, clock: Clock, topic: str, dead: str
) -> None:
    gone = f"arn:aws:sqs:us-east-1:{virtual_aws.account}:gone"
    subscribe(virtual_aws, topic, "sqs", gone, dead, RawMessageDelivery="true")

    entries = [
        {"Id": "1", "Message": "with", "MessageAttributes": ATTRIBUTES},
        {"Id": "2", "Message": "without"},
    ]
    virtual_aws.client("sns").publish_batch(TopicArn=topic, PublishBatchRequestEntries=entries)
    clock.advance(1)

    buried = {letter["Body"]: letter.get("MessageAttributes") for letter in letters(virtual_aws, dead)}
    assert buried == {"with": ATTRIBUTES, "without": None}


@pytest.mark.parametrize(
    ("status", "policy", "waits"),
    [
        (503, None, [20, 20, 20]),
        (503, {"numRetries": 4, "numNoDelayRetries": 1, "minDelayTarget": 5, "maxDelayTarget": 15}, [0, 5, 10, 15]),
        (429, {"numRetries": 1, "minDelayTarget": 5, "maxDelayTarget": 5}, [5]),
        (404, None, []),
    ],
)
def test_a_web_server_is_tried_as_its_policy_says(
    virtual_aws: Clients,
    clock: Clock,
    topic: str,
    dead: str,
    attempts: Any,
    status: int,
    policy: dict[str, Any] | None,
    waits: list[int],
) -> None:
    attributes = {"DeliveryPolicy": json.dumps({"healthyRetryPolicy": policy})} if policy else {}
    with WebServer() as server:
        subscribe(virtual_aws, topic, "http", server.url, dead, **attributes)
        clock.advance(1)
        (confirmation,) = server.received()
        virtual_aws.client("sns").confirm_subscription(TopicArn=topic, Token=confirmation["Token"])
        server.status = status

        virtual_aws.client("sns").publish(TopicArn=topic, Message="job 7")
        clock.run_to_idle(limit=300)

    tried = attempts()[1:]  # the first was the confirmation's
    assert [later - earlier for earlier, later in itertools.pairwise(tried)] == waits
    assert [notice["Message"] for notice in server.received()[1:]] == ["job 7"] * (1 + len(waits))
    (letter,) = letters(virtual_aws, dead)
    assert json.loads(letter["Body"])["Message"] == "job 7"


def test_a_notice_that_comes_late_tells_when_it_was_published(
    virtual_aws: Clients, clock: Clock, topic: str, dead: str, virtual_behave: Behaviours
) -> None:
    """Both that in a queue and that to a function."""
    ear = Functions(virtual_aws).create("""
        import boto3, json

        def handler(event, context):
            account = context.invoked_function_arn.split(":")[4]
            url = boto3.client("sqs").get_queue_url(QueueName="dead")["QueueUrl"]
            told = event["Records"][0]["Sns"]["Timestamp"]
            boto3.client("sqs").send_message(QueueUrl=url, MessageBody=json.dumps({"Timestamp": told}))
    """)
    subscribe(virtual_aws, topic, "lambda", f"arn:aws:lambda:us-east-1:{virtual_aws.account}:function:{ear}", dead)
    subscribe(virtual_aws, topic, "sqs", f"arn:aws:sqs:us-east-1:{virtual_aws.account}:dead", dead)
    virtual_behave.set(behaviour({"kind": "delay", "seconds": 500}, {"service": "sns", "point": "delivery"}))
    published = clock.now()

    virtual_aws.client("sns").publish(TopicArn=topic, Message="done")
    clock.advance(600)

    told = [datetime.fromisoformat(json.loads(letter["Body"])["Timestamp"]) for letter in letters(virtual_aws, dead)]
    assert len(told) == 2
    assert all(abs(time - published) < timedelta(seconds=1) for time in told)
