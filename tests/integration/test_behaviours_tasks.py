"""Tasks of state machines that fail, and what the machine makes of it."""

import json
from typing import Any

from harness.behaviours import Behaviours
from harness.clients import Clients
from tests.integration.lambda_functions import Functions
from tests.integration.misbehaving import behaviour, bodies, is_empty
from tests.integration.queues import create_queue
from tests.waiting import eventually


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
    name = functions.create("def handler(event, context): return 1")
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
