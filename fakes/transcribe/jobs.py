"""The jobs of all accounts, by name. A job is kept for 90 days."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock
from typing import Any

from fakes.behaviours.moment import Moment, Point
from fakes.common.objects import Location
from fakes.common.owner import Owner
from fakes.media.media import Media
from fakes.transcribe.errors import ConflictError, LimitExceededError, NotFoundError

JOB_VALIDITY = timedelta(days=90).total_seconds()
"""Seconds: https://docs.aws.amazon.com/transcribe/latest/dg/limits-guidelines.html"""


@dataclass(frozen=True)
class Output:
    """Where the transcript goes.

    Attributes:
        transcript: the JSON object.
        managed: it is in Transcribe's own bucket, and is handed out by presigned URLs.
    """

    transcript: Location
    managed: bool

    def subtitles(self, format: str) -> Location:
        """Subtitles lie beside the transcript."""
        return Location(self.transcript.bucket, f"{self.transcript.key.removesuffix('.json')}.{format}")


@dataclass(frozen=True)
class JobRequest:
    """What was asked for.

    Attributes:
        name: the job's name.
        media: the audio or video.
        language: such as en-US.
        output: where the transcript goes.
        format: the media's format, if the request claims to know it.
        sample_rate: in hertz, likewise.
        max_speakers: how many speakers are told apart; None tells nobody apart.
        subtitle_formats: `vtt`, `srt`, both or none.
        first_subtitle: the number of the first subtitle, 0 or 1.
        deferrable: the job may wait for its turn.
        stated: members of the request that answers repeat.
    """

    name: str
    media: Location
    language: str
    output: Output
    format: str | None = None
    sample_rate: int | None = None
    max_speakers: int | None = None
    subtitle_formats: tuple[str, ...] = ()
    first_subtitle: int = 0
    deferrable: bool = False
    stated: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """How a job ended: with what was found out about the media, or with the reason for its failure."""

    completed: float
    media: Media | None = None
    failure: str | None = None


@dataclass
class Job:
    """A job. Its status follows from what has happened to it.

    Attributes:
        owner: who may ask for it.
        request: what was asked for.
        created: seconds since the epoch.
        started: when the work on it began.
        outcome: set once.
    """

    owner: Owner
    request: JobRequest
    created: float
    started: float | None = None
    outcome: Outcome | None = None

    def moment(self, point: Point) -> Moment:
        """Something that happens to the job, for behaviours, which know it by its name and its media."""
        names = (self.request.name, *self.request.media.names)
        return Moment(point, "transcribe", "StartTranscriptionJob", self.owner.account, self.owner.region, names)

    @property
    def status(self) -> str:
        """QUEUED, IN_PROGRESS, COMPLETED or FAILED."""
        if self.outcome:
            return "FAILED" if self.outcome.failure else "COMPLETED"
        return "IN_PROGRESS" if self.started else "QUEUED"


class Jobs:
    """All jobs of the engine. Threads may share it.

    Args:
        now: the time in seconds since the epoch.
        concurrent: jobs that an account may have in progress in a region.
    """

    def __init__(self, now: Callable[[], float], concurrent: int) -> None:
        self._now = now
        self._concurrent = concurrent
        self._lock = Lock()
        self._jobs: dict[Owner, dict[str, Job]] = {}

    def add(self, owner: Owner, request: JobRequest) -> Job:
        """Make a job.

        Raises:
            ConflictError: there is one of that name.
            LimitExceededError: too many are in progress, and this one may not wait.
        """
        with self._lock:
            jobs = self._of(owner)
            if request.name in jobs:
                raise ConflictError
            if not request.deferrable and sum(job.outcome is None for job in jobs.values()) >= self._concurrent:
                raise LimitExceededError
            job = jobs[request.name] = Job(owner, request, self._now())
            return job

    def get(self, owner: Owner, name: str) -> Job:
        """The job of that name.

        Raises:
            NotFoundError: there is none.
        """
        with self._lock:
            job = self._of(owner).get(name)
        if job is None:
            raise NotFoundError
        return job

    def delete(self, owner: Owner, name: str) -> None:
        """Forget a job, if there is one.

        Raises:
            NotFoundError: there is none.
        """
        with self._lock:
            if self._of(owner).pop(name, None) is None:
                raise NotFoundError

    def newest_first(self, owner: Owner) -> list[Job]:
        """All jobs of an owner."""
        with self._lock:
            return list(reversed(self._of(owner).values()))

    def _of(self, owner: Owner) -> dict[str, Job]:
        """An owner's jobs in the order of their making, without those that are too old."""
        jobs = self._jobs.setdefault(owner, {})
        oldest = self._now() - JOB_VALIDITY
        while jobs and (job := next(iter(jobs.values()))).created < oldest:
            del jobs[job.request.name]
        return jobs
