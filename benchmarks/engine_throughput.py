"""How fast the engine moves work: a queue into a function, uploads through EventBridge, and a stack of ten resources.

    python benchmarks/engine_throughput.py [--endpoint URL] [--messages N] [--uploads N]

Each figure is taken in an account of its own. The endpoint is that of a running engine (`rehearse up`).
"""

import argparse
import io
import json
import random
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
from rich.console import Console
from rich.table import Table

CODE = "def handler(event, context):\n    return None\n"
ROLE = "arn:aws:iam::{account}:role/benchmark"
UPLOADERS = 4
STACK_RESOURCES = 10


class World:
    """Clients of one fresh account."""

    def __init__(self, endpoint: str) -> None:
        self.account = f"{random.randrange(10**11, 10**12)}"
        self._endpoint = endpoint

    def client(self, service: str) -> Any:
        """A client of this account."""
        return boto3.client(
            service,  # type: ignore[call-overload]
            endpoint_url=self._endpoint,
            region_name="us-east-1",
            aws_access_key_id=self.account,
            aws_secret_access_key="benchmark",
        )

    def function(self, name: str) -> str:
        """Create a function that does nothing, wait until it is active, and warm one environment."""
        lambda_ = self.client("lambda")
        created = lambda_.create_function(
            FunctionName=name,
            Runtime="python3.11",
            Handler="index.handler",
            Role=ROLE.format(account=self.account),
            Code={"ZipFile": _zip(CODE)},
        )
        lambda_.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig={"Delay": 0.05})
        lambda_.invoke(FunctionName=name)
        return str(created["FunctionArn"])

    def invocations(self, function: str) -> float:
        """How often the function ran, as CloudWatch counts it."""
        now = datetime.now(UTC)
        answer = self.client("cloudwatch").get_metric_statistics(
            Namespace="AWS/Lambda",
            MetricName="Invocations",
            Dimensions=[{"Name": "FunctionName", "Value": function}],
            StartTime=now - timedelta(hours=1),
            EndTime=now + timedelta(minutes=1),
            Period=7200,
            Statistics=["Sum"],
        )
        return float(sum(point["Sum"] for point in answer["Datapoints"]))


def queue_to_function(world: World, messages: int, batch_size: int) -> float:
    """Seconds in which a mapping drains a queue of `messages`."""
    sqs = world.client("sqs")
    queue = sqs.create_queue(QueueName="work")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    world.function("consumer")
    for start in range(0, messages, 10):
        entries = [{"Id": str(n), "MessageBody": str(n)} for n in range(start, min(start + 10, messages))]
        sqs.send_message_batch(QueueUrl=queue, Entries=entries)
    with _stopwatch() as seconds:
        world.client("lambda").create_event_source_mapping(
            EventSourceArn=arn, FunctionName="consumer", BatchSize=batch_size
        )
        _wait_for(lambda: _depth(sqs, queue) == 0)
    return seconds()


def uploads_to_function(world: World, uploads: int) -> float:
    """Seconds from the first of `uploads` to the last invocation through EventBridge."""
    s3, events, bucket = world.client("s3"), world.client("events"), f"uploads-{world.account}"
    s3.create_bucket(Bucket=bucket)
    s3.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration={"EventBridgeConfiguration": {}})
    arn = world.function("uploaded")
    events.put_rule(Name="uploads", EventPattern=json.dumps({"source": ["aws.s3"]}))
    events.put_targets(Rule="uploads", Targets=[{"Id": "function", "Arn": arn}])
    before = world.invocations("uploaded")

    def upload(number: int) -> None:
        s3.put_object(Bucket=bucket, Key=f"incoming/{number}.pdf", Body=b"%PDF")

    with _stopwatch() as seconds, ThreadPoolExecutor(UPLOADERS) as pool:
        list(pool.map(upload, range(uploads)))
        _wait_for(lambda: world.invocations("uploaded") - before >= uploads)
    return seconds()


def stack(world: World) -> float:
    """Seconds in which a stack of ten resources is created: a function, its role, and queues."""
    cloudformation = world.client("cloudformation")
    role = {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []}}
    function = {
        "Runtime": "python3.11",
        "Handler": "index.handler",
        "Role": {"Fn::GetAtt": ["Role", "Arn"]},
        "Code": {"ZipFile": CODE},
    }
    resources: dict[str, Any] = {f"Queue{n}": {"Type": "AWS::SQS::Queue"} for n in range(STACK_RESOURCES - 2)}
    resources["Role"] = {"Type": "AWS::IAM::Role", "Properties": role}
    resources["Function"] = {"Type": "AWS::Lambda::Function", "Properties": function}

    def status() -> str:
        return str(cloudformation.describe_stacks(StackName="ten")["Stacks"][0]["StackStatus"])

    with _stopwatch() as seconds:
        cloudformation.create_stack(StackName="ten", TemplateBody=json.dumps({"Resources": resources}))
        _wait_for(lambda: status() == "CREATE_COMPLETE")
    return seconds()


def main() -> None:
    """Measure and print."""
    arguments = _arguments()
    table = Table("path", "items", "seconds", "items/s")

    def row(path: str, items: int, seconds: float) -> None:
        table.add_row(path, str(items), f"{seconds:.2f}", f"{items / seconds:.0f}")

    def world() -> World:
        return World(arguments.endpoint)

    for size in (10, 1):
        seconds = queue_to_function(world(), arguments.messages, size)
        row(f"SQS -> Lambda, batches of {size}", arguments.messages, seconds)
    seconds = uploads_to_function(world(), arguments.uploads)
    row("S3 -> EventBridge -> Lambda", arguments.uploads, seconds)
    row("CloudFormation, create", STACK_RESOURCES, stack(world()))
    Console().print(table)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--endpoint", default="http://127.0.0.1:4566")
    parser.add_argument("--messages", type=int, default=1000)
    parser.add_argument("--uploads", type=int, default=200)
    return parser.parse_args()


@contextmanager
def _stopwatch() -> Iterator[Callable[[], float]]:
    begin = time.perf_counter()
    end: list[float] = []
    yield lambda: end[0] - begin
    end.append(time.perf_counter())


def _wait_for(holds: Callable[[], bool], limit: float = 600) -> None:
    deadline = time.monotonic() + limit
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError("the engine did not get there")
        time.sleep(0.05)


def _depth(sqs: Any, queue: str) -> int:
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    return sum(map(int, sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"].values()))


def _zip(code: str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("index.py", code)
    return archive.getvalue()


if __name__ == "__main__":
    main()
