"""What a job is: what was asked for, by whom, and how it ended."""

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from secrets import token_hex

from fakes.common.channel import Channel
from fakes.common.objects import Location
from fakes.common.owner import Owner
from fakes.textract.features import Feature
from fakes.textract.queries import Query


class Api(Enum):
    """Kinds of jobs, named as completion messages name them."""

    ANALYSIS = "StartDocumentAnalysis"
    TEXT_DETECTION = "StartDocumentTextDetection"


@dataclass(frozen=True)
class Output:
    """Where in S3 results go besides; `kms_key` encrypts them."""

    bucket: str
    prefix: str
    kms_key: str | None = None


@dataclass(frozen=True)
class JobRequest:
    """What was asked for. Requests with one ClientRequestToken must be equal."""

    api: Api
    document: Location
    features: frozenset[Feature] = frozenset()
    queries: tuple[Query, ...] = ()
    tag: str | None = None
    channel: Channel | None = None
    output: Output | None = None


@dataclass(frozen=True)
class Warning:
    """Something that went wrong on some pages only."""

    code: str
    pages: tuple[int, ...]


@dataclass(frozen=True)
class Outcome:
    """How a job ended: with a file of blocks, one JSON object per line, or with the reason why there is none."""

    pages: int = 0
    blocks: Path | None = None
    warnings: tuple[Warning, ...] = ()
    failure: str | None = None

    @property
    def status(self) -> str:
        """The job's status from now on."""
        if self.failure:
            return "FAILED"
        return "PARTIAL_SUCCESS" if self.warnings else "SUCCEEDED"


@dataclass
class Job:
    """A job.

    Attributes:
        owner: who may ask for it.
        request: what was asked for.
        document: the request's document with the version that was current at the start.
        created: seconds since the epoch.
        id: 64 hex digits, as Textract's ids.
        outcome: None while the job is in progress; set once.
        undelivered: why the completion message was not published; None when it was, or none was asked for.
    """

    owner: Owner
    request: JobRequest
    document: Location
    created: float
    id: str = field(default_factory=lambda: token_hex(32))
    outcome: Outcome | None = None
    undelivered: str | None = None
