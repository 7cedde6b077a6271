"""What recording costs: the same calls to an engine that records and to one that doesn't, turn about.

    python benchmarks/recorder.py [--calls N]

Two engines of this checkout run side by side. Each is asked once before the other is asked again, so that whatever else
the machine does meets both alike.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import boto3
from rich.console import Console
from rich.table import Table

from benchmarks.figures import percentile

WARM_UP = 200
"""Calls of each kind before anything is measured; meanwhile the engines also load their services."""

Call = Callable[[], object]


class Engine:
    """An engine with something to call.

    Args:
        status: what `rehearse up --json` said.
    """

    def __init__(self, status: dict[str, Any]) -> None:
        self._endpoint = status["endpoint"]
        self.calls = self._make_calls()

    def _make_calls(self) -> dict[str, Call]:
        sqs, s3, dynamodb = (self.client(service) for service in ("sqs", "s3", "dynamodb"))
        queue = sqs.create_queue(QueueName="work")["QueueUrl"]
        s3.create_bucket(Bucket="deeds")
        s3.put_object(Bucket="deeds", Key="deed", Body=b"x" * 1000)
        dynamodb.create_table(
            TableName="jobs",
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        )
        return {
            "SQS GetQueueUrl (the cheapest there is)": lambda: sqs.get_queue_url(QueueName="work"),
            "SQS SendMessage": lambda: sqs.send_message(QueueUrl=queue, MessageBody="hello"),
            "DynamoDB PutItem": lambda: dynamodb.put_item(TableName="jobs", Item={"id": {"S": "1"}}),
            "S3 GetObject": lambda: s3.get_object(Bucket="deeds", Key="deed")["Body"].read(),
        }

    def client(self, service: str) -> Any:
        """A boto3 client."""
        return boto3.client(
            service,  # type: ignore[call-overload]
            endpoint_url=self._endpoint,
            region_name="us-east-1",
            aws_access_key_id="000000000000",
            aws_secret_access_key="benchmark",
        )


@contextmanager
def engine(**variables: str) -> Iterator[Engine]:
    """An engine with settings from `REHEARSE_` variables."""
    with tempfile.TemporaryDirectory(prefix="rehearsal-benchmark-") as home:
        environment = {**os.environ, "REHEARSE_HOME": home, **variables}

        def rehearse(*arguments: str) -> str:
            command = [sys.executable, "-m", "harness", *arguments, "--json"]
            return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout

        try:
            yield Engine(json.loads(rehearse("up", "--port", "0")))
        finally:
            rehearse("down")


def main() -> None:
    """Measure and print."""
    count = _arguments().calls
    with ExitStack() as engines:
        recording, plain = (engines.enter_context(engine(REHEARSE_CALLS_KEPT=kept)).calls for kept in ("10000", "0"))
        latencies = {name: measure(recording[name], plain[name], count) for name in plain}
    table = Table("call", "n", "p50 ms without", "p50 ms with", "overhead")
    for name, (with_recorder, without) in latencies.items():
        overhead = with_recorder / without - 1
        table.add_row(name, str(count), f"{without:.3f}", f"{with_recorder:.3f}", f"{overhead:+.1%}")
    Console().print(table)


def measure(first: Call, second: Call, count: int) -> tuple[float, float]:
    """Median milliseconds of two calls, each made so many times by turns, after a warm-up."""
    latencies: tuple[list[float], list[float]] = ([], [])
    for number in range(WARM_UP + count):
        # Who comes second finds warmer caches: take turns in that, too.
        for index in (0, 1) if number % 2 else (1, 0):
            started = time.perf_counter()
            (first, second)[index]()
            if number >= WARM_UP:
                latencies[index].append((time.perf_counter() - started) * 1000)
    return percentile(latencies[0], 50), percentile(latencies[1], 50)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=2000)
    return parser.parse_args()


if __name__ == "__main__":
    main()
