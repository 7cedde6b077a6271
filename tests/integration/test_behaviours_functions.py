"""Functions that crash, hang and fail without a mistake of their own."""

from harness.behaviours import Behaviours
from harness.clients import Clients
from tests.integration.lambda_functions import Functions
from tests.integration.misbehaving import behaviour, bodies, is_empty
from tests.integration.queues import create_queue

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


def test_a_function_crashes_once_for_each_document_that_its_event_names(aws: Clients, behave: Behaviours) -> None:
    functions = Functions(aws)
    name = functions.create("def handler(event, context): return event")
    behave.set(behaviour({"kind": "crash"}, {"service": "lambda", "each": r"\w+\.pdf", "nth": 1}))

    events = ["a.pdf", "b.pdf", "none", "a.pdf"]

    assert [functions.invoke(name, event).error for event in events] == ["Unhandled", "Unhandled", None, None]


def test_a_function_crashes_at_a_call_after_the_call_is_done(aws: Clients, behave: Behaviours) -> None:
    url, _ = create_queue(aws, "effects")
    functions = Functions(aws)
    name = functions.create(HANDLER)
    behave.set(behaviour({"kind": "crash"}, {"service": "sqs", "point": "call", "nth": 1}))

    crashed, healthy = functions.invoke(name, url), functions.invoke(name, url)

    assert crashed.value["errorType"] == "Runtime.ExitError"
    assert "here I am" in crashed.log
    assert healthy.value == "well"
    assert bodies(aws, url, 2) == ["done", "done"]


def test_a_function_crashes_at_a_call_before_the_call_is_done(aws: Clients, behave: Behaviours) -> None:
    url, _ = create_queue(aws, "effects")
    functions = Functions(aws)
    name = functions.create(HANDLER)
    behave.set(behaviour({"kind": "crash", "when": "before"}, {"service": "sqs", "point": "call", "nth": 1}))

    crashed, healthy = functions.invoke(name, url), functions.invoke(name, url)

    assert crashed.value["errorType"] == "Runtime.ExitError"
    assert healthy.value == "well"
    assert bodies(aws, url, 1) == ["done"]
    assert is_empty(aws, url)


def test_who_is_no_function_does_not_crash(aws: Clients, behave: Behaviours) -> None:
    url, _ = create_queue(aws, "effects")
    behave.set(behaviour({"kind": "crash"}, {"service": "sqs", "point": "call"}))

    aws.client("sqs").send_message(QueueUrl=url, MessageBody="well")

    assert bodies(aws, url, 1) == ["well"]
    assert [report.applied for report in behave.clear()] == [0]
