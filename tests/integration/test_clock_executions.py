"""Executions of state machines in virtual time. The guide's numbers: 2, 4, 8, 16, 32 s, to a fifth of a second."""

import itertools
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from harness.clients import Clients
from harness.clock import Clock
from tests.integration.lambda_functions import Functions
from tests.integration.queues import create_queue

FAILING = """
    def handler(event, context):
        raise ValueError("no")
"""


@dataclass(frozen=True)
class Execution:
    """An execution of a state machine.

    Args:
        client: of Step Functions.
        arn: the execution.
    """

    client: Any
    arn: str

    @property
    def status(self) -> str:
        return str(self.client.describe_execution(executionArn=self.arn)["status"])

    @property
    def error(self) -> str:
        """Why it failed."""
        return str(self.client.describe_execution(executionArn=self.arn)["error"])

    @property
    def seconds(self) -> float:
        """How long it took, by its own account."""
        told = self.client.describe_execution(executionArn=self.arn)
        taken: timedelta = told["stopDate"] - told["startDate"]
        return taken.total_seconds()

    def times(self, kind: str) -> list[datetime]:
        """When events of a kind happened, by its history."""
        pages = self.client.get_paginator("get_execution_history").paginate(executionArn=self.arn)
        return [event["timestamp"] for page in pages for event in page["events"] if event["type"] == kind]


class Machines:
    """Starts executions of state machines that the test makes up."""

    def __init__(self, aws: Clients) -> None:
        self._client = aws.client("stepfunctions")
        self._account = aws.account

    def start(self, state: dict[str, Any], **machine: Any) -> Execution:
        """Start a machine of one state. The same machine may be started again."""
        definition = {"StartAt": "Only", "States": {"Only": {**state, "End": True}}, **machine}
        created = self._client.create_state_machine(
            name="machine", definition=json.dumps(definition), roleArn=f"arn:aws:iam::{self._account}:role/machine"
        )
        started = self._client.start_execution(stateMachineArn=created["stateMachineArn"])
        return Execution(self._client, started["executionArn"])


@pytest.fixture
def machines(virtual_aws: Clients, clock: Clock) -> Machines:
    """State machines in a time that stands still."""
    clock.set_rate(0)
    return Machines(virtual_aws)


@pytest.fixture
def jobs(virtual_aws: Clients) -> tuple[str, str]:
    """URL and ARN of the queue of those who are to call back."""
    return create_queue(virtual_aws, "jobs")


def callback(queue_url: str, **limits: int) -> dict[str, Any]:
    """A task that waits for its token to come back."""
    message = {"QueueUrl": queue_url, "MessageBody.$": "$$.Task.Token"}
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": message,
        **limits,
    }


def token(aws: Clients, queue_url: str) -> str:
    (message,) = aws.client("sqs").receive_message(QueueUrl=queue_url)["Messages"]
    return str(message["Body"])


def test_a_wait_lasts_its_seconds(machines: Machines, clock: Clock) -> None:
    execution = machines.start({"Type": "Wait", "Seconds": 300})

    clock.advance(299)
    assert execution.status == "RUNNING"
    clock.advance(1.2)

    assert execution.status == "SUCCEEDED"
    assert execution.seconds == pytest.approx(300, abs=0.2)
    (entered,), (exited,) = execution.times("WaitStateEntered"), execution.times("WaitStateExited")
    assert (exited - entered).total_seconds() == pytest.approx(300, abs=0.2)
    assert abs(exited - clock.now()) < timedelta(seconds=2)


def test_a_wait_lasts_until_its_moment(machines: Machines, clock: Clock) -> None:
    until = (clock.now() + timedelta(hours=5)).replace(microsecond=0)
    execution = machines.start({"Type": "Wait", "Timestamp": until.strftime("%Y-%m-%dT%H:%M:%SZ")})

    clock.run_to_idle(limit=6 * 3600)

    (exited,) = execution.times("WaitStateExited")
    assert (exited - until).total_seconds() == pytest.approx(0, abs=0.2)


def test_each_execution_of_a_machine_has_retries_of_its_own(
    virtual_aws: Clients, machines: Machines, clock: Clock
) -> None:
    parameters = {"FunctionName": Functions(virtual_aws).create(FAILING), "Payload": {}}
    retry = {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "MaxAttempts": 2}
    task = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": parameters, "Retry": [retry]}

    executions = [machines.start(task) for _ in range(2)]
    clock.run_to_idle(limit=60)

    assert [(each.status, len(each.times("TaskFailed"))) for each in executions] == [("FAILED", 3)] * 2


@pytest.mark.parametrize(
    ("policy", "delays"),
    [
        ({"MaxAttempts": 5}, [2, 4, 8, 16, 32]),
        ({"MaxAttempts": 5, "JitterStrategy": "NONE"}, [2, 4, 8, 16, 32]),
        ({"MaxAttempts": 4, "MaxDelaySeconds": 10}, [2, 4, 8, 10]),
    ],
    ids=["documented", "without jitter", "with the longest delay"],
)
def test_a_task_is_retried_after_growing_delays(
    virtual_aws: Clients, machines: Machines, clock: Clock, policy: dict[str, Any], delays: list[int]
) -> None:
    name = Functions(virtual_aws).create(FAILING)
    retry = {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "BackoffRate": 2, **policy}
    parameters = {"FunctionName": name, "Payload": {}}
    state = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": parameters, "Retry": [retry]}

    execution = machines.start(state)
    clock.run_to_idle(limit=600)

    assert (execution.status, execution.error) == ("FAILED", "ValueError")
    failed = execution.times("TaskFailed")
    gaps = [(later - earlier).total_seconds() for earlier, later in itertools.pairwise(failed)]
    assert gaps == pytest.approx(delays, abs=0.2)


def test_a_lost_callback_ends_by_its_heartbeat(machines: Machines, clock: Clock, jobs: tuple[str, str]) -> None:
    execution = machines.start(callback(jobs[0], HeartbeatSeconds=60, TimeoutSeconds=3600))

    clock.advance(59)
    assert execution.status == "RUNNING"
    clock.advance(2)

    assert (execution.status, execution.error) == ("FAILED", "States.Timeout")
    assert execution.seconds == pytest.approx(60, abs=1)


def test_a_heartbeat_prolongs_the_wait_for_a_callback(
    virtual_aws: Clients, machines: Machines, clock: Clock, jobs: tuple[str, str]
) -> None:
    states = virtual_aws.client("stepfunctions")
    execution = machines.start(callback(jobs[0], HeartbeatSeconds=60, TimeoutSeconds=3600))
    clock.advance(1)
    held = token(virtual_aws, jobs[0])

    for _ in range(3):
        clock.advance(50)
        states.send_task_heartbeat(taskToken=held)
    assert execution.status == "RUNNING"
    clock.advance(62)

    assert (execution.status, execution.error) == ("FAILED", "States.Timeout")
    assert execution.seconds == pytest.approx(151 + 60, abs=1)


@pytest.mark.parametrize("name", ["States.HeartbeatTimeout", "States.Timeout"])
def test_a_lost_callback_can_be_caught(machines: Machines, clock: Clock, jobs: tuple[str, str], name: str) -> None:
    again = {"ErrorEquals": [name], "IntervalSeconds": 10, "MaxAttempts": 1}
    execution = machines.start({**callback(jobs[0], HeartbeatSeconds=60), "Retry": [again]})

    clock.advance(135)

    assert execution.seconds == pytest.approx(60 + 10 + 60, abs=1)
    assert len(execution.times("TaskTimedOut")) == 2


def test_a_heartbeat_may_be_slower_than_a_minute(machines: Machines, clock: Clock, jobs: tuple[str, str]) -> None:
    execution = machines.start(callback(jobs[0], HeartbeatSeconds=600))

    clock.advance(599)
    assert execution.status == "RUNNING"
    clock.advance(2)

    assert execution.status == "FAILED"


def test_a_callback_in_time_ends_the_wait(
    virtual_aws: Clients, machines: Machines, clock: Clock, jobs: tuple[str, str]
) -> None:
    execution = machines.start(callback(jobs[0], HeartbeatSeconds=60))
    clock.advance(45)

    virtual_aws.client("stepfunctions").send_task_success(taskToken=token(virtual_aws, jobs[0]), output="{}")
    clock.advance(1)

    assert execution.status == "SUCCEEDED"
    assert execution.seconds == pytest.approx(45, abs=1)


def test_a_task_ends_by_its_timeout(machines: Machines, clock: Clock, jobs: tuple[str, str]) -> None:
    execution = machines.start(callback(jobs[0], TimeoutSeconds=600))

    clock.advance(599)
    assert execution.status == "RUNNING"
    clock.advance(2)

    assert (execution.status, execution.error) == ("FAILED", "States.Timeout")
    assert execution.seconds == pytest.approx(600, abs=1)
    (timed_out,) = execution.times("TaskTimedOut")
    assert abs(timed_out - clock.now()) < timedelta(seconds=2)


def test_a_machine_ends_by_its_timeout(machines: Machines, clock: Clock) -> None:
    execution = machines.start({"Type": "Wait", "Seconds": 1000}, TimeoutSeconds=300)

    clock.advance(299)
    assert execution.status == "RUNNING"
    clock.advance(2)

    assert execution.status == "TIMED_OUT"
    assert execution.seconds == pytest.approx(300, abs=1)
    assert len(execution.times("ExecutionTimedOut")) == 1
