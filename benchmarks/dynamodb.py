"""Calls per second of DynamoDB through the engine: `python -m benchmarks.dynamodb [ENDPOINT]`.

Without an endpoint it starts an engine of its own and stops it afterwards.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from typing import Any

import boto3
from botocore.config import Config
from rich.console import Console
from rich.table import Table

from harness.engine.host import HostEngine
from harness.settings import Settings

CALLS = 1600
THREADS = (1, 16)
ITEM = {f"field{number}": {"S": "x" * 40} for number in range(12)}
"""About half a kilobyte, like a tracking record."""


def main() -> None:
    """Measure each operation with each number of threads, and print a table."""
    with endpoint(sys.argv[1:]) as url:
        client = connect(url)
        create_table(client)
        table = Table("operation", "threads", "calls/s", "p50 ms", "p95 ms", title="DynamoDB through the engine, boto3")
        for name, operation in operations(client).items():
            for threads in THREADS:
                table.add_row(name, str(threads), *measure(operation, threads))
        Console().print(table)


@contextmanager
def endpoint(arguments: list[str]) -> Iterator[str]:
    """The endpoint given, or that of an engine which lives as long as this context."""
    if arguments:
        yield arguments[0]
        return
    with tempfile.TemporaryDirectory() as home:
        engine = HostEngine(Settings.from_environment({"REHEARSE_HOME": home, "REHEARSE_PORT": "0"}))
        try:
            yield engine.up().endpoint
        finally:
            engine.down()


def connect(url: str) -> Any:
    """A client of an empty account, with a connection for each thread."""
    account = str(random.SystemRandom().randrange(10**11, 10**12))
    config = Config(max_pool_connections=max(THREADS), retries={"total_max_attempts": 1})
    return boto3.client(
        "dynamodb",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id=account,
        aws_secret_access_key="any",
        config=config,
    )


def create_table(client: Any) -> None:
    """A table of a thousand items with an index and a stream."""
    client.create_table(
        TableName="bench",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[
            {"AttributeName": "id", "AttributeType": "S"},
            {"AttributeName": "group", "AttributeType": "S"},
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "group-index",
                "KeySchema": [{"AttributeName": "group", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    for start in range(0, 1000, 25):
        puts = [{"PutRequest": {"Item": item(number)}} for number in range(start, start + 25)]
        client.batch_write_item(RequestItems={"bench": puts})


def item(number: int) -> dict[str, Any]:
    """An item, one of ten in its group."""
    return {"id": {"S": str(number)}, "group": {"S": str(number // 10)}, **ITEM}


def operations(client: Any) -> dict[str, Callable[[], Any]]:
    """What is measured. Each call is for another item."""
    numbers = count()

    def key() -> dict[str, Any]:
        return {"id": {"S": str(next(numbers) % 1000)}}

    def update() -> None:
        client.update_item(
            TableName="bench",
            Key=key(),
            UpdateExpression="SET visits = if_not_exists(visits, :zero) + :one",
            ConditionExpression="attribute_exists(id)",
            ExpressionAttributeValues={":zero": {"N": "0"}, ":one": {"N": "1"}},
        )

    def transact() -> None:
        puts = [{"Put": {"TableName": "bench", "Item": {**item(0), **key()}}} for _ in range(2)]
        client.transact_write_items(TransactItems=puts)

    def query() -> None:
        client.query(
            TableName="bench",
            IndexName="group-index",
            KeyConditionExpression="#g = :g",
            ExpressionAttributeNames={"#g": "group"},
            ExpressionAttributeValues={":g": {"S": str(next(numbers) % 100)}},
        )

    return {
        "put": lambda: client.put_item(TableName="bench", Item={**item(0), **key()}),
        "get": lambda: client.get_item(TableName="bench", Key=key()),
        "update": update,
        "query an index of 1,000": query,
        "transact 2 puts": transact,
    }


def measure(operation: Callable[[], Any], threads: int) -> list[str]:
    """Calls per second, and the median and 95th percentile of their milliseconds."""

    def timed(_number: int) -> float:
        begin = time.perf_counter()
        operation()
        return (time.perf_counter() - begin) * 1000

    operation()
    begin = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        times = list(pool.map(timed, range(CALLS // 4 if threads == 1 else CALLS)))
    seconds = time.perf_counter() - begin
    cuts = statistics.quantiles(times, n=20)
    return [f"{len(times) / seconds:.0f}", f"{statistics.median(times):.1f}", f"{cuts[18]:.1f}"]


if __name__ == "__main__":
    main()
