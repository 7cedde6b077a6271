"""How executions of state machines went, as probes see it."""

import json

import pytest

from harness.scenario.actions.messages import publish
from harness.scenario.actions.rules import disable_rule, enable_rule
from harness.scenario.actions.time import run_to_idle
from harness.scenario.probes.executions import executions_of, retry_gaps, states_of
from harness.scenario.probes.queues import queue_depth
from harness.scenario.world import World
from tests.integration.lambda_functions import Functions

REFUSES_TWO = """
    def handler(number, context):
        if number == 2:
            raise ValueError("two")
"""


@pytest.fixture
def machine(world: World) -> str:
    """A machine that begs its function three times, and then tells."""
    parameters = {"FunctionName": Functions(world.clients).create(REFUSES_TWO), "Payload.$": "$"}
    beg = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": parameters,
        "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "BackoffRate": 2, "MaxAttempts": 3}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Tell"}],
        "End": True,
    }
    definition = {"StartAt": "Beg", "States": {"Beg": beg, "Tell": {"Type": "Fail", "Error": "Refused"}}}
    world.outputs["Machine"] = world.client("stepfunctions").create_state_machine(
        name="begging",
        definition=json.dumps(definition),
        roleArn=f"arn:aws:iam::{world.clients.account}:role/machine",
    )["stateMachineArn"]
    return "Machine"


def start(world: World, machine: str, number: int) -> None:
    world.client("stepfunctions").start_execution(stateMachineArn=world.output(machine), input=str(number))


def test_a_machine_tells_its_executions_their_states_and_their_retries(world: World, machine: str) -> None:
    assert executions_of(world, machine) == []
    assert states_of(world, machine) == []

    for number in (1, 2):
        start(world, machine, number)
        run_to_idle(world)

    assert executions_of(world, machine) == ["SUCCEEDED", "FAILED"]
    assert states_of(world, machine) == ["Beg", "Tell"]
    assert states_of(world, machine, 0) == ["Beg"]
    assert states_of(world, machine, 2) == []
    assert retry_gaps(world, machine, "Beg") == pytest.approx([2, 4, 8], abs=0.2)
    assert retry_gaps(world, machine, "Tell") == []


def test_retries_of_executions_that_go_on_at_the_same_time_are_told_apart(world: World, machine: str) -> None:
    start(world, machine, 2)
    world.clock.pause(3)
    start(world, machine, 2)
    run_to_idle(world)

    assert sorted(retry_gaps(world, machine, "Beg")) == pytest.approx([2, 2, 4, 4, 8, 8], abs=0.2)


def test_a_topic_reaches_its_queue_and_a_rule_that_is_off_reaches_nobody(world: World) -> None:
    sqs, sns, events = (world.client(service) for service in ("sqs", "sns", "events"))
    world.outputs["Queue"] = sqs.create_queue(QueueName="heard")["QueueUrl"]
    names = ["QueueArn"]
    arn = sqs.get_queue_attributes(QueueUrl=world.output("Queue"), AttributeNames=names)["Attributes"]["QueueArn"]
    world.outputs["Topic"] = sns.create_topic(Name="news")["TopicArn"]
    sns.subscribe(TopicArn=world.output("Topic"), Protocol="sqs", Endpoint=arn)
    events.put_rule(Name="hourly", ScheduleExpression="rate(1 hour)")
    events.put_targets(Rule="hourly", Targets=[{"Id": "queue", "Arn": arn}])

    publish(world, "Topic", "hello")
    world.clock.settle()
    assert queue_depth(world, "Queue") == 1
    disable_rule(world, "hourly")
    world.clock.pause(7200)
    assert queue_depth(world, "Queue") == 1
    enable_rule(world, "hourly")
    world.clock.pause(3601)
    assert queue_depth(world, "Queue") == 2
