"""What one cause sets going at one moment happens in a fixed order: that of targets, subscriptions, branches, items."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from harness.clients import Clients
from harness.clock import Clock
from tests.integration.lambda_functions import Functions
from tests.integration.queues import create_queue

ORDER = ["fourth", "first", "fifth", "second", "third"]
"""Neither that of the alphabet nor that in which the functions are made. A rule has five targets at most."""

TELLS = """
    import os
    import boto3

    sqs = boto3.client("sqs")

    def handler(event, context):
        for step in ("begins", "ends"):
            sqs.send_message(QueueUrl=os.environ["JOURNAL"], MessageBody=f"{os.environ['NAME']} {step}")
"""

ONE_AFTER_THE_OTHER = [f"{name} {step}" for name in ORDER for step in ("begins", "ends")]


@dataclass
class Crowd:
    """Functions that write into a journal when they begin and end.

    Attributes:
        aws: clients of their account.
        clock: the engine's, which stands still.
        journal: URL of the queue into which they write.
        arns: theirs, by name.
    """

    aws: Clients
    clock: Clock
    journal: str
    arns: dict[str, str]

    def told(self) -> list[str]:
        """What they have written since the last look, when all that goes on has come to its end."""
        self.clock.advance(0)
        sqs, told = self.aws.client("sqs"), []
        while messages := sqs.receive_message(QueueUrl=self.journal, MaxNumberOfMessages=10).get("Messages"):
            told += [message["Body"] for message in messages]
        return told


@pytest.fixture
def crowd(virtual_aws: Clients, clock: Clock) -> Crowd:
    functions, journal = Functions(virtual_aws), create_queue(virtual_aws, "journal").url
    names = {
        name: functions.create(TELLS, Environment={"Variables": {"NAME": name, "JOURNAL": journal}})
        for name in sorted(ORDER)
    }
    clock.set_rate(0)
    prefix = f"arn:aws:lambda:us-east-1:{virtual_aws.account}:function:"
    return Crowd(virtual_aws, clock, journal, {name: prefix + function for name, function in names.items()})


def queue_for(crowd: Crowd, name: str) -> str:
    """ARN of a queue that invokes a function."""
    arn = create_queue(crowd.aws, name).arn
    crowd.aws.client("lambda").create_event_source_mapping(EventSourceArn=arn, FunctionName=crowd.arns[name])
    return arn


def test_a_rules_targets_have_their_turns_in_the_order_in_which_they_were_put(crowd: Crowd) -> None:
    events: Any = crowd.aws.client("events")
    events.put_rule(Name="all", EventPattern=json.dumps({"source": ["test"]}))
    for name in ORDER:
        events.put_targets(Rule="all", Targets=[{"Id": name, "Arn": crowd.arns[name]}])

    for _ in range(3):
        events.put_events(Entries=[{"Source": "test", "DetailType": "t", "Detail": "{}"}])
        assert crowd.told() == ONE_AFTER_THE_OTHER


def test_so_have_those_of_a_schedule_to_which_time_moves(crowd: Crowd) -> None:
    events: Any = crowd.aws.client("events")
    events.put_rule(Name="every-minute", ScheduleExpression="rate(1 minute)")
    for name in ORDER:
        events.put_targets(Rule="every-minute", Targets=[{"Id": name, "Arn": crowd.arns[name]}])

    crowd.clock.advance(180)
    events.disable_rule(Name="every-minute")  # it would go on in other tests' time

    assert crowd.told() == ONE_AFTER_THE_OTHER * 3


def test_a_topics_subscribers_have_their_turns_in_the_order_of_their_subscriptions(crowd: Crowd) -> None:
    sns: Any = crowd.aws.client("sns")
    topic = sns.create_topic(Name="news")["TopicArn"]
    for name in ORDER:
        sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=crowd.arns[name])

    for _ in range(3):
        sns.publish(TopicArn=topic, Message="news")
        assert crowd.told() == ONE_AFTER_THE_OTHER


def test_queues_that_subscribe_pass_their_messages_on_in_that_order(crowd: Crowd) -> None:
    sns: Any = crowd.aws.client("sns")
    topic = sns.create_topic(Name="news")["TopicArn"]
    for name in ORDER:
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue_for(crowd, name))
    crowd.clock.advance(60)  # the mappings are enabled

    for _ in range(3):
        sns.publish(TopicArn=topic, Message="news")
        assert crowd.told() == ONE_AFTER_THE_OTHER


@pytest.mark.parametrize("kind", ["Parallel", "Map"])
def test_branches_and_items_have_their_turns_in_the_order_of_definition_and_input(crowd: Crowd, kind: str) -> None:
    machines: Any = crowd.aws.client("stepfunctions")
    arns = [crowd.arns[name] for name in ORDER]
    states = {"Parallel": parallel(arns), "Map": each()}
    machine = machines.create_state_machine(
        name="crowd",
        roleArn=f"arn:aws:iam::{crowd.aws.account}:role/machine",
        definition=json.dumps({"StartAt": "All", "States": {"All": states[kind]}}),
    )["stateMachineArn"]

    machines.start_execution(stateMachineArn=machine, input=json.dumps(arns))

    assert crowd.told() == ONE_AFTER_THE_OTHER


def parallel(arns: list[str]) -> dict[str, Any]:
    """A state whose branches invoke functions."""
    return {"Type": "Parallel", "End": True, "Branches": [program({"FunctionName": arn}) for arn in arns]}


def each() -> dict[str, Any]:
    """A state that invokes the function that each item names."""
    return {"Type": "Map", "End": True, "ItemProcessor": program({"FunctionName.$": "$"})}


def program(parameters: dict[str, str]) -> dict[str, Any]:
    """States that invoke one function."""
    task = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": parameters, "End": True}
    return {"StartAt": "Invoke", "States": {"Invoke": task}}
