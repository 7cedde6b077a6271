"""Reading streams: what the four operations answer."""

from collections.abc import Callable
from typing import Any

from moto.dynamodb.exceptions import ResourceNotFoundException

from harness.engine.plugins.dynamodb.backend import backend_of
from harness.engine.plugins.dynamodb.locks import RegionLocks
from harness.engine.plugins.dynamodb.streams.iterator import ShardIterator
from harness.engine.plugins.dynamodb.streams.stream import Stream

Request = dict[str, Any]
Response = dict[str, Any]

MAX_RECORDS = 1000
"""Records of one `GetRecords`.
Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html"""
MAX_STREAMS = 100
"""Streams of one `ListStreams`.
Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html"""


class StreamReader:
    """The read side of the streams. Each method takes the caller's account and region, and the request.

    Args:
        locks: the tables' locks; records are read between operations, never within one.
        clock: seconds since the epoch.
    """

    def __init__(self, locks: RegionLocks, clock: Callable[[], float]):
        self._locks = locks
        self._clock = clock

    def list_streams(self, account: str, region: str, request: Request) -> Response:
        """`ListStreams`, of all tables or of one, in pages."""
        with self._locks.of(account, region):
            streams = sorted(backend_of(account, region).live_streams(self._clock()), key=lambda stream: stream.arn)
        table, start = request.get("TableName"), request.get("ExclusiveStartStreamArn", "")
        wanted = [stream for stream in streams if stream.arn > start and table in (None, stream.table_name)]
        page = wanted[: request.get("Limit", MAX_STREAMS)]
        listed = [
            {"StreamArn": stream.arn, "TableName": stream.table_name, "StreamLabel": stream.label} for stream in page
        ]
        return {"Streams": listed, **({"LastEvaluatedStreamArn": page[-1].arn} if len(page) < len(wanted) else {})}

    def describe_stream(self, _account: str, _region: str, request: Request) -> Response:
        """`DescribeStream`.

        Raises:
            ResourceNotFoundException: there is no such stream.
        """
        stream = self._stream(request["StreamArn"])
        description = {
            "StreamArn": stream.arn,
            "StreamLabel": stream.label,
            "StreamStatus": "ENABLED" if stream.enabled else "DISABLED",
            "StreamViewType": stream.view_type,
            "CreationRequestDateTime": stream.created.timestamp(),
            "TableName": stream.table_name,
            "KeySchema": stream.key_schema,
            "Shards": [_shard(stream)],
        }
        return {"StreamDescription": description}

    def get_shard_iterator(self, _account: str, _region: str, request: Request) -> Response:
        """`GetShardIterator`.

        Raises:
            ResourceNotFoundException: there is no such stream or shard.
            ValidationError: the sequence number is missing or none of the shard's.
        """
        stream = self._stream(request["StreamArn"])
        if request["ShardId"] != stream.shard_id:
            raise ResourceNotFoundException("Requested resource not found: Shard does not exist")
        with self._lock_of(stream.arn):
            iterator = ShardIterator.of(stream, request["ShardIteratorType"], request.get("SequenceNumber"))
        return {"ShardIterator": iterator.token}

    def get_records(self, _account: str, _region: str, request: Request) -> Response:
        """`GetRecords`. A closed shard that is read to its end has no next iterator.

        Raises:
            ResourceNotFoundException: the stream is gone.
            ValidationError: the iterator is none.
        """
        iterator = ShardIterator.parse(request["ShardIterator"])
        stream = self._stream(iterator.stream_arn)
        with self._lock_of(stream.arn):
            position = max(iterator.position, stream.horizon)
            records = stream.read(position, min(request.get("Limit", MAX_RECORDS), MAX_RECORDS))
            following = ShardIterator(stream.arn, position + len(records))
            is_over = not stream.enabled and following.position >= stream.end
        return {"Records": records, **({} if is_over else {"NextShardIterator": following.token})}

    def _stream(self, arn: str) -> Stream:
        streams = backend_of(*_owner(arn)).streams
        if arn not in streams:
            raise ResourceNotFoundException(f"Requested resource not found: Stream: {arn} not found")
        return streams[arn]

    def _lock_of(self, arn: str) -> Any:
        return self._locks.of(*_owner(arn))


def _owner(arn: str) -> tuple[str, str]:
    """Account and region of a stream."""
    parts = arn.split(":")
    if len(parts) < 6:
        raise ResourceNotFoundException(f"Invalid StreamArn: {arn}")
    return parts[4], parts[3]


def _shard(stream: Stream) -> dict[str, Any]:
    numbers = {"StartingSequenceNumber": stream.sequence_number(0)}
    if not stream.enabled:
        numbers["EndingSequenceNumber"] = stream.sequence_number(max(stream.end - 1, 0))
    return {"ShardId": stream.shard_id, "SequenceNumberRange": numbers}
