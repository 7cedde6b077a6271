"""What engines are asked to do: each load returns how many items it has brought to their end."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from benchmarks.world import World, wait_for

CLIENTS = 8
STACK_RESOURCES = 10

IDLE = "def handler(event, context):\n    return None\n"

COLD = "import boto3\nfor name in ('s3', 'sqs', 'dynamodb'):\n    boto3.client(name)\n" + IDLE
"""A function that prepares as functions do."""

Run = Callable[[], int]
Load = Callable[[World, int], Run]
"""Prepares a load of so many items; what it returns is measured."""


def through_a_queue(batch_size: int) -> Load:
    """Messages that wait in a queue go through an event source mapping into a function."""

    def prepare(world: World, items: int) -> Run:
        sqs, lambda_ = world.client("sqs"), world.client("lambda")
        queue = sqs.create_queue(QueueName="work")["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        world.function("consumer")
        _in_parallel(lambda start: _send_ten(sqs, queue, start), range(0, items, 10))

        def run() -> int:
            lambda_.create_event_source_mapping(EventSourceArn=arn, FunctionName="consumer", BatchSize=batch_size)
            wait_for(lambda: world.marked() >= items, "messages through a queue")
            return items

        return run

    return prepare


def uploads(world: World, items: int) -> Run:
    """Objects are put into a bucket, and EventBridge calls a function for each."""
    s3, events, bucket = world.client("s3"), world.client("events"), f"uploads-{world.account}"
    s3.create_bucket(Bucket=bucket)
    s3.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration={"EventBridgeConfiguration": {}})
    function = world.function("uploaded")
    events.put_rule(Name="uploads", EventPattern=json.dumps({"source": ["aws.s3"]}))
    events.put_targets(Rule="uploads", Targets=[{"Id": "function", "Arn": function}])

    def run() -> int:
        _in_parallel(lambda n: s3.put_object(Bucket=bucket, Key=f"{n}.pdf", Body=b"%PDF"), range(items))
        wait_for(lambda: world.marked() >= items, "uploads to a function")
        return items

    return run


def callbacks(world: World, items: int) -> Run:
    """Executions of a state machine send a message with a token each, and end when they are called back."""
    sqs, states = world.client("sqs"), world.client("stepfunctions")
    queue = sqs.create_queue(QueueName="tokens")["QueueUrl"]
    task = {
        "Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"QueueUrl": queue, "MessageBody": {"token.$": "$$.Task.Token"}},
        "End": True,
    }
    definition = json.dumps({"StartAt": "Ask", "States": {"Ask": task}})
    machine = states.create_state_machine(name="asking", definition=definition, roleArn=world.role())["stateMachineArn"]

    def call_back(_number: int) -> None:
        while True:
            for message in sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=5).get("Messages", ()):
                states.send_task_success(taskToken=json.loads(message["Body"])["token"], output="{}")
                sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
                return

    def succeeded() -> int:
        pages = states.get_paginator("list_executions").paginate(stateMachineArn=machine, statusFilter="SUCCEEDED")
        return sum(len(page["executions"]) for page in pages)

    def run() -> int:
        _in_parallel(lambda _: states.start_execution(stateMachineArn=machine), range(items))
        _in_parallel(call_back, range(items))
        wait_for(lambda: succeeded() >= items, "callbacks")
        return items

    return run


def cold_invokes(world: World, items: int) -> Run:
    """Each of some functions is called for the first time, one after the other."""
    lambda_ = world.client("lambda")
    names = [f"cold-{number}" for number in range(items)]
    for name in names:
        world.function(name, COLD)
    return lambda: sum(_invoke(lambda_, name) for name in names)


def warm_invokes(world: World, items: int) -> Run:
    """A function that has run before is called again and again."""
    lambda_ = world.client("lambda")
    world.function("warm", IDLE)
    _invoke(lambda_, "warm")
    return lambda: sum(_invoke(lambda_, "warm") for _ in range(items))


def stacks(world: World, items: int) -> Run:
    """CloudFormation creates stacks of ten resources, one after the other: a function, its role, and queues."""
    cloudformation = world.client("cloudformation")
    template = json.dumps({"Resources": _resources()})

    def create(number: int) -> int:
        name = f"stack-{number}"
        cloudformation.create_stack(StackName=name, TemplateBody=template, Capabilities=["CAPABILITY_IAM"])
        wait_for(lambda: _status(cloudformation, name) == "CREATE_COMPLETE", f"stack {name}")
        return 1

    return lambda: sum(create(number) for number in range(items))


def _resources() -> dict[str, Any]:
    role = {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []}}
    function = {
        "Runtime": "python3.11",
        "Handler": "index.handler",
        "Role": {"Fn::GetAtt": ["Role", "Arn"]},
        "Code": {"ZipFile": IDLE},
    }
    return {
        **{f"Queue{n}": {"Type": "AWS::SQS::Queue"} for n in range(STACK_RESOURCES - 2)},
        "Role": {"Type": "AWS::IAM::Role", "Properties": role},
        "Function": {"Type": "AWS::Lambda::Function", "Properties": function},
    }


def _status(cloudformation: Any, name: str) -> str:
    return str(cloudformation.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"])


def _invoke(lambda_: Any, name: str) -> int:
    answer = lambda_.invoke(FunctionName=name)
    if "FunctionError" in answer:
        raise RuntimeError(answer["Payload"].read().decode())
    return 1


def _send_ten(sqs: Any, queue: str, start: int) -> None:
    entries = [{"Id": str(n), "MessageBody": str(n)} for n in range(start, start + 10)]
    sqs.send_message_batch(QueueUrl=queue, Entries=entries)


def _in_parallel(work: Callable[[int], Any], items: range) -> None:
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(work, items))
