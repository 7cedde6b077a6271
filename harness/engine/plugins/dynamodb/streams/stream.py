"""One table's stream: a single shard of records, oldest first."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from harness.engine.plugins.dynamodb.streams.record import Record

RETENTION_SECONDS = 24 * 3600
"""How long records stay.
Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html"""
MAX_READ_BYTES = 1024 * 1024
"""What one `GetRecords` returns at most.
Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html"""


@dataclass
class Stream:
    """A stream, enabled or closed.

    A record's position counts from the stream's beginning and never changes, also when older records are trimmed.

    Args:
        arn: the stream's ARN.
        label: its creation time as AWS spells it, the last part of the ARN.
        key_schema: of the table, as in `CreateTable`.
        view_type: which images the records carry.
        created: when it was enabled.
        first_sequence: sequence number of position 0.
    """

    arn: str
    label: str
    key_schema: list[dict[str, str]]
    view_type: str
    created: datetime
    first_sequence: int
    enabled: bool = True
    horizon: int = 0
    records: list[Record] = field(default_factory=list)

    @classmethod
    def begin(cls, table_arn: str, key_schema: list[dict[str, str]], view_type: str, now: datetime) -> Self:
        """A new stream of the table, which begins at `now`."""
        label = now.isoformat(timespec="milliseconds")
        # 21 digits, the fewest that AWS documents, and above those of the table's earlier streams.
        first_sequence = int(now.timestamp() * 1000) * 10**8
        return cls(f"{table_arn}/stream/{label}", label, key_schema, view_type, now, first_sequence)

    @property
    def table_name(self) -> str:
        """The table's name, out of the ARN."""
        return self.arn.split("/")[1]

    @property
    def shard_id(self) -> str:
        """The only shard's id: unique, and the same for as long as the stream lives."""
        return f"shardId-{self.first_sequence:021d}-00000001"

    @property
    def end(self) -> int:
        """Position of the next record."""
        return self.horizon + len(self.records)

    def sequence_number(self, position: int) -> str:
        """The sequence number at a position, also at one that isn't written yet."""
        return str(self.first_sequence + position)

    def append(self, record: Record) -> None:
        """Add a record and let go of those that are too old."""
        self.records.append(record)
        self.trim(record.created)

    def trim(self, now: float) -> None:
        """Forget the records that are too old at `now`, in seconds since the epoch."""
        oldest = now - RETENTION_SECONDS
        old = next((n for n, record in enumerate(self.records) if record.created >= oldest), len(self.records))
        del self.records[:old]
        self.horizon += old

    def read(self, position: int, limit: int) -> list[dict[str, Any]]:
        """Up to `limit` records or 1 MB from `position` on, and at least one if there is one."""
        start = max(position - self.horizon, 0)
        chosen: list[dict[str, Any]] = []
        size = 0
        for record in self.records[start : start + limit]:
            size += record.size
            if chosen and size > MAX_READ_BYTES:
                break
            chosen.append(record.content)
        return chosen

    def disable(self) -> None:
        """Close the shard. What is in it can be read on."""
        self.enabled = False
