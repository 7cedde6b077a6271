"""A question to the results table, and where in its answer one is."""

import base64
import binascii
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict, ValidationError

from harness.errors import UsageError
from harness.results.indexes import INDEXES, By, Index
from harness.results.times import days_until, parse_days, parse_moment
from harness.submit.record import Status

LastKey = Mapping[str, Mapping[str, str]]
"""The key of the last item of a page, as DynamoDB names it."""


class Position(BaseModel):
    """How far a question has been answered.

    Attributes:
        question: fingerprint of the question.
        partition: the partition of the index that comes next.
        last_key: of the last item that was seen of it; None at its begin.
    """

    model_config = ConfigDict(frozen=True)

    question: str
    partition: str
    last_key: LastKey | None = None

    def token(self) -> str:
        """The position in a form that survives a command line."""
        return base64.urlsafe_b64encode(self.model_dump_json().encode()).decode().rstrip("=")


@dataclass(frozen=True)
class Query:
    """A question to one index.

    Attributes:
        asked: the question as it was put, by which its tokens are known.
        by: the index.
        partitions: values of the index's partition key, in the order in which they are read.
        start: of the time range, inclusive, in milliseconds of the epoch; None is open.
        end: the same.
    """

    asked: str
    by: By
    partitions: Sequence[str]
    start: int | None = None
    end: int | None = None

    @property
    def index(self) -> Index:
        """The index that answers."""
        return INDEXES[self.by]

    @property
    def begin(self) -> Position:
        """Before the first item."""
        return Position(question=self._fingerprint, partition=self.partitions[0])

    def after(self, position: Position, last_key: LastKey | None) -> Position | None:
        """The position once a page was read; None when it was the last.

        Args:
            last_key: where DynamoDB stopped in the partition; None when it has come to its end.
        """
        if last_key is not None:
            return position.model_copy(update={"last_key": last_key})
        rest = self.partitions[self.partitions.index(position.partition) + 1 :]
        return Position(question=self._fingerprint, partition=rest[0]) if rest else None

    def position(self, token: str) -> Position:
        """The position that a token of this question stands for.

        Raises:
            UsageError: it is a token of another question, or none.
        """
        try:
            padded = token + "=" * (-len(token) % 4)
            position = Position.model_validate_json(base64.b64decode(padded, altchars=b"-_", validate=True))
        except (binascii.Error, ValueError, ValidationError) as error:
            raise UsageError("--next takes the token that the page before ended with; this is none.") from error
        if position.question != self._fingerprint or position.partition not in self.partitions:
            raise UsageError(
                "The token of --next belongs to another question.", hint="Repeat the other options as they were."
            )
        return position

    @property
    def _fingerprint(self) -> str:
        return hashlib.sha256(f"{self.asked}\0{self.start}\0{self.end}".encode()).hexdigest()[:16]


def ask(by: By, value: str, start: str | None = None, end: str | None = None) -> Query:
    """The question that a user puts: results by `key`, `date`, `status` or `type`, perhaps of a range of time.

    Args:
        value: an S3 key, a day or a range of days, a status, a document type.
        start: day or time from which on Textract ended.
        end: day or time until which it did, inclusive.

    Raises:
        UsageError: something in it can't be meant.
    """
    since = parse_moment(start) if start else None
    until = parse_moment(end, end=True) if end else None
    if since is not None and until is not None and since > until:
        raise UsageError(f"--from {start} is after --to {end}.")
    return Query(f"{by}\0{value}", by, _partitions(by, value), since, until)


def latest(days: int, today: date) -> Query:
    """The results of all uploads of the last so many days."""
    return Query(f"latest\0{days}", By.DATE, [str(day) for day in days_until(today, days)])


def _partitions(by: By, value: str) -> list[str]:
    if not value:
        raise UsageError(f"By which {by}? The value is empty.")
    match by:
        case By.DATE:
            return [str(day) for day in parse_days(value)]
        case By.STATUS:
            return [_status(value)]
        case _:
            return [value]


def _status(value: str) -> str:
    if value.upper() not in list(Status):
        raise UsageError(f"There is no status {value!r}.", hint=f"It is one of {', '.join(Status)}.")
    return value.upper()
