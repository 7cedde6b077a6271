"""Shard iterators: a place in a stream, written into the token itself, so that nothing must be kept for them."""

import base64
import binascii
from dataclasses import dataclass
from typing import Self

from harness.engine.plugins.dynamodb.errors import ValidationError
from harness.engine.plugins.dynamodb.streams.stream import Stream


@dataclass(frozen=True)
class ShardIterator:
    """A place in a stream.

    Args:
        stream_arn: the stream.
        position: of the next record to read.
    """

    stream_arn: str
    position: int

    @property
    def token(self) -> str:
        """The iterator as callers see it, in AWS's form: ARN, version, opaque rest."""
        return f"{self.stream_arn}|1|{base64.b64encode(str(self.position).encode()).decode()}"

    @classmethod
    def parse(cls, token: str) -> Self:
        """Read a token.

        Raises:
            ValidationError: it is none of ours.
        """
        arn, _, rest = token.partition("|1|")
        try:
            return cls(arn, int(base64.b64decode(rest, validate=True)))
        except (ValueError, binascii.Error):
            raise ValidationError("Invalid ShardIterator") from None

    @classmethod
    def of(cls, stream: Stream, kind: str, sequence_number: str | None) -> Self:
        """The iterator that `GetShardIterator` asks for.

        Args:
            stream: the stream.
            kind: `TRIM_HORIZON`, `LATEST`, `AT_SEQUENCE_NUMBER` or `AFTER_SEQUENCE_NUMBER`.
            sequence_number: for the last two.

        Raises:
            ValidationError: a sequence number is needed and isn't given, or isn't one.
        """
        match kind:
            case "TRIM_HORIZON":
                return cls(stream.arn, stream.horizon)
            case "LATEST":
                return cls(stream.arn, stream.end)
            case "AT_SEQUENCE_NUMBER":
                return cls(stream.arn, _position(stream, sequence_number))
            case "AFTER_SEQUENCE_NUMBER":
                return cls(stream.arn, _position(stream, sequence_number) + 1)
        raise ValidationError(f"Invalid ShardIteratorType: {kind}")


def _position(stream: Stream, sequence_number: str | None) -> int:
    if sequence_number is None or not sequence_number.isdecimal():
        raise ValidationError("A valid SequenceNumber is required for this ShardIteratorType")
    position = int(sequence_number) - stream.first_sequence
    if position < 0:
        raise ValidationError("The SequenceNumber is not in this shard")
    return position
