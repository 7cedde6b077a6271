"""What is measured, row by row, as it is kept in CSV files: readable while a run goes on, and with any other tool."""

import csv
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from io import StringIO
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

END_TO_END = "upload -> COMPLETED"
"""The event of a document that has come all the way, timed from the moment at which its upload was due."""

REFUSAL = "bad upload -> FAILED"
"""The event of a bad document that was refused, as it should be."""


@dataclass(frozen=True)
class Request:
    """One request of a user. Times are in seconds since the epoch.

    Attributes:
        event: the request's name.
        scheduled: when it was due.
        started: when it was sent; later than it was due only if the generator itself was busy.
        ended: when it was answered.
        error: why it failed; empty for success.
    """

    event: str
    scheduled: float
    started: float
    ended: float
    error: str = ""

    @property
    def milliseconds(self) -> float:
        """The latency as its sender had it, corrected for coordinated omission: since it was due."""
        return (self.ended - self.scheduled) * 1000

    @property
    def lateness(self) -> float:
        """Seconds by which the generator sent it too late."""
        return self.started - self.scheduled


@dataclass(frozen=True)
class Delivery:
    """One upload of a document, as a user tells it to whoever keeps the books.

    Attributes:
        key: of the object.
        kind: of the document, or of what is wrong with it.
        bad: whether it can't be processed.
        duplicate: whether it repeats an earlier upload.
        scheduled: when it was due.
        error: why S3 didn't take it; empty for success.
    """

    key: str
    kind: str
    bad: bool
    duplicate: bool
    scheduled: float
    error: str = ""


@dataclass
class Document:
    """One document of a run, which may have been uploaded several times.

    Attributes:
        key: of the object.
        kind: of the document, or of what is wrong with it.
        bad: whether it can't be processed.
        scheduled: when its first upload was due, in seconds since the epoch.
        uploads: how often S3 took it.
        refused_uploads: how often S3 didn't.
        status: of its latest processing run; empty as long as none is known.
        reason: why that failed.
        runs: ids of the runs that completed, separated by spaces.
        textract_started: when Textract began, in seconds since the epoch, likewise the next two; 0 if it isn't known.
        textract_ended: when Textract had ended.
        ended: when the run had completed or failed.
        pages: how many pages were read.
        ai_usd: what the pipeline says that Textract and Bedrock cost.
    """

    key: str
    kind: str
    bad: bool
    scheduled: float
    uploads: int = 0
    refused_uploads: int = 0
    status: str = ""
    reason: str = ""
    runs: str = ""
    textract_started: float = 0.0
    textract_ended: float = 0.0
    ended: float = 0.0
    pages: int = 0
    ai_usd: float = 0.0

    @property
    def open(self) -> bool:
        """Whether it is still on its way."""
        return self.ended == 0.0


@dataclass(frozen=True)
class Sample:
    """What the engine was like at a moment.

    Attributes:
        time: seconds since the epoch.
        series: what it belongs to, e.g. `queue CompletionQueueUrl`.
        value: its value.
    """

    time: float
    series: str
    value: float


Row = TypeVar("Row", Request, Document, Sample)


class Table(Generic[Row]):
    """A CSV file of rows of one kind.

    Args:
        path: the file; made with its first rows.
        kind: the rows' class.
    """

    def __init__(self, path: Path, kind: type[Row]) -> None:
        self.path = path
        self._adapter: TypeAdapter[Row] = TypeAdapter(kind)
        self._names = [field.name for field in fields(kind)]
        self._read_bytes = 0

    def append(self, rows: Iterable[Row]) -> None:
        """Write rows behind those that are there; a reader sees whole lines only."""
        new = not self.path.exists()
        with self.path.open("a", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, self._names)
            if new:
                writer.writeheader()
            writer.writerows(asdict(row) for row in rows)

    def read(self) -> list[Row]:
        """All rows; none if there is no file."""
        if not self.path.exists():
            return []
        with self.path.open(encoding="utf-8", newline="") as file:
            return self._parse(file.read().rpartition("\n")[0])  # who was killed may have left half a line

    def read_new(self) -> list[Row]:
        """The rows that were written since the last call."""
        if not self.path.exists():
            return []
        with self.path.open("rb") as file:
            file.seek(self._read_bytes)
            whole = file.read().rpartition(b"\n")[0]
        if not whole:
            return []
        header = "" if not self._read_bytes else ",".join(self._names) + "\n"
        self._read_bytes += len(whole) + 1
        return self._parse(header + whole.decode("utf-8"))

    def _parse(self, text: str) -> list[Row]:
        rows: list[dict[str, Any]] = list(csv.DictReader(StringIO(text, newline="")))
        return [self._adapter.validate_python(row) for row in rows]
