"""Messages that come twice, in the wrong order or not at all: queues, topics and rules."""

import json
from typing import Any

import pytest

from harness.behaviours import Behaviours
from harness.clients import Clients
from tests.integration.lambda_functions import Functions
from tests.integration.misbehaving import behaviour, bodies, is_empty
from tests.integration.queues import awaited, create_queue
from tests.waiting import eventually


class Topic:
    """A topic with a queue that gets its messages raw, and a queue for those that can't be delivered."""

    def __init__(self, aws: Clients) -> None:
        self._sns = aws.client("sns")
        self.arn = self._sns.create_topic(Name="done")["TopicArn"]
        self.url, queue = create_queue(aws, "work")
        self.dead_url, dead = create_queue(aws, "dead")
        redrive = json.dumps({"deadLetterTargetArn": dead})
        self._sns.subscribe(
            TopicArn=self.arn,
            Protocol="sqs",
            Endpoint=queue,
            Attributes={"RawMessageDelivery": "true", "RedrivePolicy": redrive},
        )

    def publish(self, message: str) -> None:
        """Publish a message."""
        self._sns.publish(TopicArn=self.arn, Message=message)


@pytest.fixture
def topic(aws: Clients) -> Topic:
    return Topic(aws)


def test_a_queue_delivers_a_message_twice_although_it_was_deleted(aws: Clients, behave: Behaviours) -> None:
    url, _ = create_queue(aws, "work")
    behave.set(behaviour({"kind": "duplicate", "times": 2}, {"service": "sqs", "resource": "work", "nth": 1}))

    for body in "ab":
        aws.client("sqs").send_message(QueueUrl=url, MessageBody=body)

    assert sorted(bodies(aws, url, 4)) == ["a", "a", "a", "b"]
    assert is_empty(aws, url)


def test_a_queue_delivers_out_of_order(aws: Clients, behave: Behaviours) -> None:
    url, _ = create_queue(aws, "work")
    behave.set(behaviour({"kind": "reorder", "behind": 2, "seconds": 60}, {"service": "sqs", "nth": 1}))

    for body in "abcd":
        aws.client("sqs").send_message(QueueUrl=url, MessageBody=body)

    assert bodies(aws, url, 4) == ["b", "c", "a", "d"]


def test_a_fifo_queue_keeps_its_promises(aws: Clients, behave: Behaviours) -> None:
    url, _ = create_queue(aws, "work.fifo", FifoQueue="true", ContentBasedDeduplication="true")
    behave.set(behaviour({"kind": "duplicate"}, {"service": "sqs"}, id="useless"))

    for body in "ab":
        aws.client("sqs").send_message(QueueUrl=url, MessageBody=body, MessageGroupId="deed")

    assert bodies(aws, url, 2) == ["a", "b"]
    assert is_empty(aws, url)
    (report,) = behave.clear()
    assert report.was_idle


def test_a_mapping_hands_a_duplicate_to_its_function(aws: Clients, behave: Behaviours) -> None:
    url, arn = create_queue(aws, "work")
    seen, _ = create_queue(aws, "seen")
    functions = Functions(aws)
    name = functions.create(
        f"""
        import boto3
        def handler(event, context):
            for record in event["Records"]:
                boto3.client("sqs").send_message(QueueUrl={seen!r}, MessageBody=record["messageId"])
        """
    )
    functions.client.create_event_source_mapping(EventSourceArn=arn, FunctionName=name)
    behave.set(behaviour({"kind": "duplicate"}, {"service": "sqs", "resource": "work"}))

    sent = aws.client("sqs").send_message(QueueUrl=url, MessageBody="deed")["MessageId"]

    assert bodies(aws, seen, 2) == [sent, sent]


def test_a_topic_loses_a_message(aws: Clients, behave: Behaviours, topic: Topic) -> None:
    behave.set(behaviour({"kind": "drop"}, {"service": "sns", "resource": "done", "nth": 1}))

    topic.publish("lost")
    eventually(lambda: behave.reports()[0].applied == 1)
    topic.publish("found")

    assert bodies(aws, topic.url, 1) == ["found"]
    assert is_empty(aws, topic.url)


def test_a_topic_delivers_a_message_five_times_more(aws: Clients, behave: Behaviours, topic: Topic) -> None:
    behave.set(behaviour({"kind": "duplicate", "times": 5}, {"service": "sns", "resource": topic.arn}))

    topic.publish("completed")

    assert bodies(aws, topic.url, 6) == ["completed"] * 6


def test_what_a_topic_cannot_deliver_goes_to_the_dead_letter_queue(
    aws: Clients, behave: Behaviours, topic: Topic
) -> None:
    failing = {"kind": "error", "code": "AccessDenied"}
    behave.set(behaviour(failing, {"service": "sns", "point": "delivery", "resource": "work"}))

    topic.publish("homeless")

    assert bodies(aws, topic.dead_url, 1) == ["homeless"]
    assert is_empty(aws, topic.url)


def rule_to(aws: Clients, queue_arn: str, **target: Any) -> None:
    """Have every event of source `test` go to a queue."""
    events = aws.client("events")
    events.put_rule(Name="all", EventPattern=json.dumps({"source": ["test"]}))
    events.put_targets(Rule="all", Targets=[{"Id": "queue", "Arn": queue_arn, "InputPath": "$.detail-type", **target}])


def put_event(aws: Clients, kind: str) -> None:
    aws.client("events").put_events(Entries=[{"Source": "test", "DetailType": kind, "Detail": "{}"}])


def test_a_rule_loses_an_event(aws: Clients, behave: Behaviours) -> None:
    url, arn = create_queue(aws, "work")
    rule_to(aws, arn)
    behave.set(behaviour({"kind": "drop"}, {"service": "events", "resource": "all", "nth": 1}))

    put_event(aws, "lost")
    eventually(lambda: behave.reports()[0].applied == 1)
    put_event(aws, "found")

    assert bodies(aws, url, 1) == ['"found"']
    assert is_empty(aws, url)


def test_a_rule_whose_attempts_fail_tries_again_and_then_buries_the_event(aws: Clients, behave: Behaviours) -> None:
    url, arn = create_queue(aws, "work")
    dead_url, dead_arn = create_queue(aws, "dead")
    rule_to(aws, arn, RetryPolicy={"MaximumRetryAttempts": 1}, DeadLetterConfig={"Arn": dead_arn})
    failing = {"kind": "error", "code": "ThrottlingException"}
    behave.set(behaviour(failing, {"service": "events", "point": "delivery", "resource": "all"}))

    put_event(aws, "homeless")

    (letter,) = awaited(aws, dead_url, MessageAttributeNames=["All"])
    attributes = {name: value["StringValue"] for name, value in letter["MessageAttributes"].items()}
    assert attributes["ERROR_CODE"] == "THROTTLING"
    assert attributes["RETRY_ATTEMPTS"] == "1"
    assert [report.applied for report in behave.reports()] == [2]
    assert is_empty(aws, url)


def test_an_engines_own_call_meets_a_behaviour_only_if_it_is_asked_for(
    aws: Clients, behave: Behaviours, topic: Topic
) -> None:
    broken = {"kind": "error", "code": "AccessDenied", "status": 403}
    sending = {"service": "sqs", "operation": "SendMessage", "resource": "work"}
    behave.set(behaviour(broken, sending, id="mine"))

    topic.publish("delivered")
    assert bodies(aws, topic.url, 1) == ["delivered"]

    behave.set(behaviour(broken, {**sending, "caller": "service"}, id="theirs"))
    topic.publish("homeless")
    assert bodies(aws, topic.dead_url, 1) == ["homeless"]
    assert {report.behaviour.id: report.was_idle for report in behave.clear()} == {"mine": True, "theirs": False}
