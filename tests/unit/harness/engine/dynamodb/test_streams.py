"""A stream's memory: positions never change, old records go."""

from datetime import UTC, datetime

import pytest

from harness.engine.plugins.dynamodb.errors import ValidationError
from harness.engine.plugins.dynamodb.streams.iterator import ShardIterator
from harness.engine.plugins.dynamodb.streams.record import Record
from harness.engine.plugins.dynamodb.streams.stream import MAX_READ_BYTES, RETENTION_SECONDS, Stream

BEGIN = datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=UTC)
ARN = "arn:aws:dynamodb:us-east-1:111111111111:table/things"


@pytest.fixture
def stream() -> Stream:
    return Stream.begin(ARN, [{"AttributeName": "id", "KeyType": "HASH"}], "KEYS_ONLY", BEGIN.replace(tzinfo=None))


def append(stream: Stream, name: str, created: float = 0.0, size: int = 1) -> None:
    stream.append(Record({"name": name}, size, created))


def names(stream: Stream, position: int = 0, limit: int = 1000) -> list[str]:
    return [content["name"] for content in stream.read(position, limit)]


def test_its_names_are_made_of_its_table_and_its_time(stream: Stream) -> None:
    assert stream.arn == f"{ARN}/stream/2026-01-02T03:04:05.678"
    assert stream.table_name == "things"
    assert stream.sequence_number(0).isdecimal()
    assert len(stream.sequence_number(0)) == 21


def test_records_are_kept_for_a_day(stream: Stream) -> None:
    append(stream, "old", created=0)
    append(stream, "young", created=60)
    append(stream, "new", created=RETENTION_SECONDS + 30)

    assert names(stream) == ["young", "new"]
    assert (stream.horizon, stream.end) == (1, 3)


def test_a_place_in_the_stream_survives_trimming(stream: Stream) -> None:
    for number in range(4):
        append(stream, str(number), created=number)
    place = ShardIterator.of(stream, "AT_SEQUENCE_NUMBER", stream.sequence_number(2))

    stream.trim(RETENTION_SECONDS + 2)

    assert names(stream, place.position) == ["2", "3"]
    assert ShardIterator.of(stream, "TRIM_HORIZON", None).position == 2


def test_a_read_ends_at_a_megabyte_but_gives_at_least_one_record(stream: Stream) -> None:
    for name, size in [("a", MAX_READ_BYTES - 1), ("b", 1), ("c", 1), ("d", MAX_READ_BYTES + 1)]:
        append(stream, name, size=size)

    assert names(stream) == ["a", "b"]
    assert names(stream, 2) == ["c"]
    assert names(stream, 3) == ["d"]


def test_an_iterator_is_read_back_from_its_token(stream: Stream) -> None:
    place = ShardIterator(stream.arn, 12)

    assert place.token.startswith(f"{stream.arn}|1|")
    assert ShardIterator.parse(place.token) == place


@pytest.mark.parametrize("token", ["", "nonsense", f"{ARN}|1|", f"{ARN}|1|!!!", f"{ARN}|1|eA=="])
def test_a_token_that_is_none_is_refused(token: str) -> None:
    with pytest.raises(ValidationError):
        ShardIterator.parse(token)


@pytest.mark.parametrize("number", [None, "", "x", "1"])
def test_a_sequence_number_that_is_none_of_the_shard_s_is_refused(stream: Stream, number: str | None) -> None:
    with pytest.raises(ValidationError):
        ShardIterator.of(stream, "AFTER_SEQUENCE_NUMBER", number)
