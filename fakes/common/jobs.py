"""Jobs that are started once per token and forgotten after a while, as the asynchronous APIs of AWS keep them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile
from threading import Lock
from typing import Any, Generic, Protocol, TypeVar

from fakes.common.errors import ServiceError
from fakes.common.owner import Owner


class Job(Protocol):
    """What every job has.

    Attributes:
        id: unique.
        owner: who may ask for it.
        request: what was asked for; requests with one token must be equal.
        created: seconds since the epoch.
        outcome: None while it is in progress.
    """

    id: str
    owner: Owner
    request: Any
    created: float
    outcome: Any


AnyJob = TypeVar("AnyJob", bound=Job)


@dataclass(frozen=True)
class JobErrors:
    """A service's own errors.

    Attributes:
        unknown: no job of that id, not this owner's, or too old.
        reused: a token belongs to a different request.
        too_many: the owner has too many jobs in progress.
    """

    unknown: type[ServiceError]
    reused: type[ServiceError]
    too_many: type[ServiceError]


class Jobs(Generic[AnyJob]):
    """All jobs of one kind. Threads may share it.

    Args:
        now: the time in seconds since the epoch.
        validity: seconds after which a job is forgotten.
        limit: how many jobs an owner may have in progress, by region.
        errors: what is raised.
        turns_away: whether behaviours keep a job from beginning besides so many others.
    """

    def __init__(
        self,
        now: Callable[[], float],
        validity: float,
        limit: Callable[[str], int],
        errors: JobErrors,
        turns_away: Callable[[AnyJob, int], bool] = lambda job, others: False,
    ) -> None:
        self._now = now
        self._validity = validity
        self._limit = limit
        self._errors = errors
        self._turns_away = turns_away
        self._lock = Lock()
        self._jobs: dict[str, AnyJob] = {}
        self._open: dict[Owner, list[AnyJob]] = {}
        self._most: Counter[Owner] = Counter()
        self._tokens: dict[tuple[Owner, str], str] = {}

    def start(
        self, token: str | None, owner: Owner, request: Any, make: Callable[[float], AnyJob]
    ) -> tuple[AnyJob, bool]:
        """Make a job unless the token already has one; the flag tells whether the job is new.

        Args:
            token: the request's ClientRequestToken.
            owner: who asks.
            request: what for.
            make: makes the job, given the time.

        Raises:
            ServiceError: `reused` or `too_many`.
        """
        with self._lock:
            if job := self._find(token, owner, request):
                return job, False
            job, others = make(self._now()), self._in_progress(owner)
            if others >= self._limit(owner.region) or self._turns_away(job, others):
                raise self._errors.too_many
            self._jobs[job.id] = job
            self._open[owner].append(job)
            self._most[owner] = max(self._most[owner], others + 1)
            if token:
                self._tokens[owner, token] = job.id
            return job, True

    def find(self, token: str | None, owner: Owner, request: Any) -> AnyJob | None:
        """The job that the same request with the same token started, if it is still known.

        Raises:
            ServiceError: `reused`.
        """
        with self._lock:
            return self._find(token, owner, request)

    def get(self, owner: Owner, job_id: str) -> AnyJob:
        """The job of that id.

        Raises:
            ServiceError: `unknown`.
        """
        with self._lock:
            self._forget_old()
            job = self._jobs.get(job_id)
        if job is None or job.owner != owner:
            raise self._errors.unknown
        return job

    def in_progress(self, account: str) -> int:
        """How many jobs of an account have no outcome yet."""
        with self._lock:
            return sum(self._in_progress(owner) for owner in self._open if owner.account == account)

    def most_in_progress(self, account: str) -> int:
        """How many jobs of an account were in progress at the same time at most, in a region: limits are a region's."""
        with self._lock:
            return max((most for owner, most in self._most.items() if owner.account == account), default=0)

    def _find(self, token: str | None, owner: Owner, request: Any) -> AnyJob | None:
        self._forget_old()
        job_id = self._tokens.get((owner, token)) if token else None
        if job_id is None:
            return None
        job = self._jobs[job_id]
        if job.request != request:
            raise self._errors.reused
        return job

    def _in_progress(self, owner: Owner) -> int:
        """Jobs that were open when last looked at are the only ones that still may be."""
        self._open[owner] = [job for job in self._open.get(owner, ()) if job.outcome is None and job.id in self._jobs]
        return len(self._open[owner])

    def _forget_old(self) -> None:
        """Jobs are kept in the order of their making, so the old ones come first."""
        oldest = self._now() - self._validity
        old = list(takewhile(lambda job: job.created < oldest, self._jobs.values()))
        if not old:
            return
        for job in old:
            del self._jobs[job.id]
            self.discard(job)
        self._tokens = {key: job_id for key, job_id in self._tokens.items() if job_id in self._jobs}

    def discard(self, job: AnyJob) -> None:
        """A job is forgotten: throw away what it has left elsewhere. Here that is nothing."""
