"""The jobs of all accounts: a job is in progress until its outcome is known, and is forgotten after seven days."""

from collections.abc import Callable
from threading import Lock

from fakes.common.owner import Owner
from fakes.textract.errors import IdempotentParameterMismatchError, InvalidJobIdError, LimitExceededError
from fakes.textract.job import Api, Job, JobRequest, Location

JOB_VALIDITY = 7 * 24 * 3600.0
"""Seconds: https://docs.aws.amazon.com/textract/latest/dg/API_StartDocumentAnalysis.html"""


class Jobs:
    """All jobs of the engine. Threads may share it.

    Args:
        now: the time in seconds since the epoch.
        limit: how many jobs an account may have in progress at a time, in a region.
    """

    def __init__(self, now: Callable[[], float], limit: Callable[[str], int]) -> None:
        self._now = now
        self._limit = limit
        self._lock = Lock()
        self._jobs: dict[str, Job] = {}
        self._tokens: dict[tuple[Owner, Api, str], str] = {}

    def find_started(self, owner: Owner, request: JobRequest, token: str | None) -> Job | None:
        """The job that the same request started before, if it is still known.

        Raises:
            IdempotentParameterMismatchError: the token belongs to a different request.
        """
        with self._lock:
            return self._find(owner, request, token)

    def start(self, owner: Owner, request: JobRequest, token: str | None, document: Location) -> tuple[Job, bool]:
        """Make a job unless the token already has one; the flag tells whether the job is new.

        Args:
            owner: who asks.
            request: what is asked for.
            token: the ClientRequestToken.
            document: the request's document with its version.

        Raises:
            IdempotentParameterMismatchError: the token belongs to a different request.
            LimitExceededError: too many jobs are in progress.
        """
        with self._lock:
            if job := self._find(owner, request, token):
                return job, False
            if self._in_progress(owner) >= self._limit(owner.region):
                raise LimitExceededError
            job = Job(owner, request, document, self._now())
            self._jobs[job.id] = job
            if token:
                self._tokens[owner, request.api, token] = job.id
            return job, True

    def get(self, owner: Owner, api: Api, job_id: str) -> Job:
        """The job of that id.

        Raises:
            InvalidJobIdError: no such job of this kind, not this owner's, or too old.
        """
        with self._lock:
            self._forget_old()
            job = self._jobs.get(job_id)
        if job is None or job.owner != owner or job.request.api is not api:
            raise InvalidJobIdError
        return job

    def _in_progress(self, owner: Owner) -> int:
        return sum(job.owner == owner and job.outcome is None for job in self._jobs.values())

    def _find(self, owner: Owner, request: JobRequest, token: str | None) -> Job | None:
        self._forget_old()
        job_id = self._tokens.get((owner, request.api, token)) if token else None
        if job_id is None:
            return None
        job = self._jobs[job_id]
        if job.request != request:
            raise IdempotentParameterMismatchError
        return job

    def _forget_old(self) -> None:
        """Jobs are kept in the order of their making, so the old ones come first."""
        oldest = self._now() - JOB_VALIDITY
        while self._jobs and (job := next(iter(self._jobs.values()))).created < oldest:
            del self._jobs[job.id]
            self._tokens = {key: job_id for key, job_id in self._tokens.items() if job_id != job.id}
            if job.outcome and job.outcome.blocks:
                job.outcome.blocks.unlink(missing_ok=True)
