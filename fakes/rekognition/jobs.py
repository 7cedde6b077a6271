"""Jobs of label detection in films."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from secrets import token_hex
from typing import TypeAlias

from fakes.common import jobs
from fakes.common.channel import Channel
from fakes.common.objects import Location
from fakes.common.owner import Owner
from fakes.rekognition.errors import IdempotentParameterMismatchError, LimitExceededError, UnknownJobError
from fakes.rekognition.film import Facts
from fakes.rekognition.labels import Label
from fakes.rekognition.wish import Wish

JOB_VALIDITY = timedelta(days=7).total_seconds()
"""Seconds: https://docs.aws.amazon.com/rekognition/latest/APIReference/API_GetLabelDetection.html"""

API = "StartLabelDetection"


@dataclass(frozen=True)
class JobRequest:
    """What was asked for. Requests with one ClientRequestToken must be equal."""

    video: Location
    wish: Wish
    tag: str | None = None
    channel: Channel | None = None


@dataclass(frozen=True)
class Detection:
    """A label that is seen at a time, in milliseconds from the film's beginning."""

    timestamp: int
    label: Label


@dataclass(frozen=True)
class Outcome:
    """How a job ended: with what was seen, or with the reason why nothing was."""

    facts: Facts | None = None
    detections: tuple[Detection, ...] = ()
    failure: str | None = None

    @property
    def status(self) -> str:
        """The job's status from now on."""
        return "FAILED" if self.failure else "SUCCEEDED"


@dataclass
class Job:
    """A job.

    Attributes:
        owner: who may ask for it.
        request: what was asked for.
        created: seconds since the epoch.
        id: 64 hex digits, as Rekognition's ids.
        outcome: None while the job is in progress; set once.
    """

    owner: Owner
    request: JobRequest
    created: float
    id: str = field(default_factory=lambda: token_hex(32))
    outcome: Outcome | None = None

    def names(self) -> tuple[str, ...]:
        """What behaviours may know the job by."""
        return self.id, self.request.tag or "", *self.request.video.names


Jobs: TypeAlias = jobs.Jobs[Job]


def create_jobs(now: Callable[[], float], limit: int) -> Jobs:
    """An empty store.

    Args:
        now: the time in seconds since the epoch.
        limit: jobs that an owner may have in progress.
    """
    errors = jobs.JobErrors(UnknownJobError, IdempotentParameterMismatchError, LimitExceededError)
    return jobs.Jobs(now, JOB_VALIDITY, lambda region: limit, errors)
