"""Reading a table's stream in tests."""

import time
from collections.abc import Iterator
from typing import Any

from harness.clients import Clients
from tests.integration.dynamodb_tables import ORDERS
from tests.waiting import PATIENCE


def stream_arn(aws: Clients, table: str = ORDERS) -> str:
    """ARN of a table's newest stream."""
    arn: str = aws.client("dynamodb").describe_table(TableName=table)["Table"]["LatestStreamArn"]
    return arn


def iterator(aws: Clients, arn: str, kind: str = "TRIM_HORIZON", sequence_number: str | None = None) -> str:
    """A shard iterator of the stream's only shard."""
    client = aws.client("dynamodbstreams")
    (shard,) = client.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
    numbered = {"SequenceNumber": sequence_number} if sequence_number else {}
    request = {"StreamArn": arn, "ShardId": shard["ShardId"], "ShardIteratorType": kind, **numbered}
    token: str = client.get_shard_iterator(**request)["ShardIterator"]
    return token


def read(
    aws: Clients, arn: str, kind: str = "TRIM_HORIZON", sequence_number: str | None = None
) -> list[dict[str, Any]]:
    """The records that are there now."""
    token = iterator(aws, arn, kind, sequence_number)
    records: list[dict[str, Any]] = aws.client("dynamodbstreams").get_records(ShardIterator=token)["Records"]
    return records


def follow(aws: Clients, table: str = ORDERS) -> Iterator[dict[str, Any]]:
    """Each record of a table's stream as it comes.

    Raises:
        TimeoutError: none came for a long time.
    """
    token = iterator(aws, stream_arn(aws, table))
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        answer = aws.client("dynamodbstreams").get_records(ShardIterator=token)
        token = answer["NextShardIterator"]
        for record in answer["Records"]:
            yield record
            deadline = time.monotonic() + PATIENCE
    raise TimeoutError(f"No record came to the stream of {table} for {PATIENCE:.0f} s")
