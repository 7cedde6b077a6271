"""What goes wrong inside of services: messages astray, functions that crash, tasks that fail."""

import json
from typing import Any

import pytest

from fakes.behaviour import Behaviour
from harness.behaviours import Behaviours
from harness.clients import Clients
from tests.integration.lambda_functions import Functions
from tests.integration.reports import create_queue
from tests.waiting import eventually

QUIET = 1
"""Seconds in which a message that is to be lost would have come."""


def behaviour(effect: dict[str, Any], match: dict[str, Any], **parts: Any) -> Behaviour:
    return Behaviour.model_validate({"effect": effect, "match": match, **parts})


def receive(aws: Clients, url: str, count: int) -> list[dict[str, Any]]:
    """Take so many messages off a queue, in their order."""
    sqs = aws.client("sqs")
    messages: list[dict[str, Any]] = []
    while len(messages) < count:
        answer = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=20)
        assert "Messages" in answer, f"only {messages} came"
        for message in answer["Messages"]:
            messages.append(message)
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return messages


def bodies(aws: Clients, url: str, count: int) -> list[str]:
    return [message["Body"] for message in receive(aws, url, count)]


def is_empty(aws: Clients, url: str) -> bool:
    return "Messages" not in aws.client("sqs").receive_message(QueueUrl=url, WaitTimeSeconds=QUIET)


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

    def publish(self, *messages: str) -> None:
        """Publish messages one after the other."""
        for message in messages:
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

    topic.publish("lost", "found")

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


def put_events(aws: Clients, *kinds: str) -> None:
    for kind in kinds:
        aws.client("events").put_events(Entries=[{"Source": "test", "DetailType": kind, "Detail": "{}"}])


def test_a_rule_loses_an_event(aws: Clients, behave: Behaviours) -> None:
    url, arn = create_queue(aws, "work")
    rule_to(aws, arn)
    behave.set(behaviour({"kind": "drop"}, {"service": "events", "resource": "all", "nth": 1}))

    put_events(aws, "lost", "found")

    assert bodies(aws, url, 1) == ['"found"']
    assert is_empty(aws, url)


def test_a_rule_whose_attempts_fail_tries_again_and_then_buries_the_event(aws: Clients, behave: Behaviours) -> None:
    url, arn = create_queue(aws, "work")
    dead_url, dead_arn = create_queue(aws, "dead")
    rule_to(aws, arn, RetryPolicy={"MaximumRetryAttempts": 1}, DeadLetterConfig={"Arn": dead_arn})
    failing = {"kind": "error", "code": "ThrottlingException"}
    behave.set(behaviour(failing, {"service": "events", "point": "delivery", "resource": "all"}))

    put_events(aws, "homeless")

    sqs = aws.client("sqs")
    answer = sqs.receive_message(QueueUrl=dead_url, WaitTimeSeconds=20, MessageAttributeNames=["All"])
    attributes = {name: value["StringValue"] for name, value in answer["Messages"][0]["MessageAttributes"].items()}
    assert attributes["ERROR_CODE"] == "THROTTLING"
    assert attributes["RETRY_ATTEMPTS"] == "1"
    assert [report.applied for report in behave.reports()] == [2]
    assert is_empty(aws, url)


HANDLER = """
    import boto3, os
    def handler(event, context):
        print("here I am")
        if event:
            boto3.client("sqs").send_message(QueueUrl=event, MessageBody="done")
        return "well"
"""


def test_a_function_crashes_after_it_has_done_everything(aws: Clients, behave: Behaviours) -> None:
    url, _ = create_queue(aws, "effects")
    functions = Functions(aws)
    name = functions.create(HANDLER)
    behave.set(behaviour({"kind": "crash"}, {"service": "lambda", "resource": name}, limit={"count": 1}))

    crashed, healthy = functions.invoke(name, url), functions.invoke(name, url)

    assert crashed.error == "Unhandled"
    assert crashed.value["errorType"] == "Runtime.ExitError"
    assert "signal: killed" in crashed.value["errorMessage"]
    assert "here I am" in crashed.log
    assert healthy.value == "well"
    assert bodies(aws, url, 2) == ["done", "done"]


def test_a_function_crashes_before_it_begins(aws: Clients, behave: Behaviours) -> None:
    functions = Functions(aws)
    behave.set(behaviour({"kind": "crash", "when": "before"}, {"service": "lambda"}))

    result = functions.run(HANDLER)

    assert result.value["errorType"] == "Runtime.ExitError"
    assert "here I am" not in result.log


def test_a_function_hangs_until_its_own_timeout(aws: Clients, behave: Behaviours) -> None:
    behave.set(behaviour({"kind": "hang"}, {"service": "lambda", "point": "work"}))

    result = Functions(aws).run(HANDLER, Timeout=1)

    assert "Task timed out after 1.00 seconds" in result.value["errorMessage"]


def test_a_function_fails_with_an_error_of_its_own_kind(aws: Clients, behave: Behaviours) -> None:
    failing = {"kind": "error", "code": "OutOfPaper", "message": "no more"}
    behave.set(behaviour(failing, {"service": "lambda", "point": "work"}))

    result = Functions(aws).run(HANDLER)

    assert result.error == "Unhandled"
    assert (result.value["errorType"], result.value["errorMessage"]) == ("OutOfPaper", "no more")


class Machine:
    """A state machine of one task, with retries."""

    def __init__(self, aws: Clients) -> None:
        self._states = aws.client("stepfunctions")
        self._role = f"arn:aws:iam::{aws.account}:role/worker"

    def run(self, task: dict[str, Any]) -> dict[str, Any]:
        """Run it to its end, and describe the execution."""
        retry = {"ErrorEquals": ["Busy", "States.Timeout"], "IntervalSeconds": 1, "MaxAttempts": 1}
        definition = {
            "StartAt": "Work",
            "States": {"Work": {"Type": "Task", "End": True, "Retry": [retry], **task}},
        }
        arn = self._states.create_state_machine(name="machine", definition=json.dumps(definition), roleArn=self._role)[
            "stateMachineArn"
        ]
        execution = self._states.start_execution(stateMachineArn=arn)["executionArn"]
        eventually(lambda: self._describe(execution)["status"] != "RUNNING", seconds=30)
        return {**self._describe(execution), "events": self._events(execution)}

    def _describe(self, execution: str) -> dict[str, Any]:
        answer: dict[str, Any] = self._states.describe_execution(executionArn=execution)
        return answer

    def _events(self, execution: str) -> list[str]:
        events = self._states.get_execution_history(executionArn=execution)["events"]
        return [event["type"] for event in events]


def message_to(url: str) -> dict[str, Any]:
    """A task that sends a message."""
    return {"Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"QueueUrl": url, "MessageBody": "hello"}}


def test_a_task_fails_once_and_is_retried(aws: Clients, behave: Behaviours) -> None:
    url, _ = create_queue(aws, "work")
    behave.set(
        behaviour(
            {"kind": "error", "code": "Busy"},
            {"service": "stepfunctions", "resource": "Work", "nth": 1, "point": "work"},
        )
    )

    execution = Machine(aws).run(message_to(url))

    assert execution["status"] == "SUCCEEDED"
    assert [event for event in execution["events"] if event.startswith("Task") and "State" not in event] == [
        "TaskScheduled",
        "TaskStarted",
        "TaskFailed",
        "TaskScheduled",
        "TaskStarted",
        "TaskSucceeded",
    ]
    assert bodies(aws, url, 1) == ["hello"]


def test_a_task_that_always_fails_ends_the_execution_with_its_error(aws: Clients, behave: Behaviours) -> None:
    url, _ = create_queue(aws, "work")
    failing = {"kind": "error", "code": "Broken", "message": "for good"}
    behave.set(behaviour(failing, {"service": "stepfunctions", "point": "work"}))

    execution = Machine(aws).run(message_to(url))

    assert (execution["status"], execution["error"], execution["cause"]) == ("FAILED", "Broken", "for good")
    assert is_empty(aws, url)


def test_a_function_named_by_its_arn_fails_as_a_task_without_running(aws: Clients, behave: Behaviours) -> None:
    functions = Functions(aws)
    name = functions.create(HANDLER)
    arn = functions.client.get_function(FunctionName=name)["Configuration"]["FunctionArn"]
    failing = {"kind": "error", "code": "States.TaskFailed", "message": "not today"}
    behave.set(behaviour(failing, {"service": "stepfunctions", "point": "work", "resource": name}))

    execution = Machine(aws).run({"Resource": arn})

    assert (execution["status"], execution["error"], execution["cause"]) == ("FAILED", "States.TaskFailed", "not today")
    assert "LambdaFunctionFailed" in execution["events"]


def test_a_task_that_takes_too_long_times_out_and_its_work_is_never_done(aws: Clients, behave: Behaviours) -> None:
    url, _ = create_queue(aws, "work")
    late = {"kind": "delay", "seconds": 60}
    behave.set(behaviour(late, {"service": "stepfunctions", "point": "work"}))

    execution = Machine(aws).run({**message_to(url), "TimeoutSeconds": 1})

    assert (execution["status"], execution["error"]) == ("FAILED", "States.Timeout")
    behave.clear()
    assert is_empty(aws, url)


def test_an_engines_own_call_meets_a_behaviour_only_if_it_is_asked_for(
    aws: Clients, behave: Behaviours, topic: Topic
) -> None:
    broken = {"kind": "error", "code": "AccessDenied", "status": 403}
    sending = {"service": "sqs", "operation": "SendMessage", "resource": "work"}
    behave.set(behaviour(broken, sending, id="mine"))

    topic.publish("delivered")
    assert bodies(aws, topic.url, 1) == ["delivered"]

    behave.set(behaviour({"kind": "reset"}, {**sending, "caller": "service"}, id="theirs"))
    topic.publish("homeless")
    assert bodies(aws, topic.dead_url, 1) == ["homeless"]
    assert {report.behaviour.id: report.was_idle for report in behave.clear()} == {"mine": True, "theirs": False}
