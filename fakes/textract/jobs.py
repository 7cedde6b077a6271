"""The jobs of all accounts: a job is in progress until its outcome is known, and is forgotten after seven days."""

from collections.abc import Callable
from datetime import timedelta

from fakes.common import jobs
from fakes.common.objects import Location
from fakes.common.owner import Owner
from fakes.textract.errors import IdempotentParameterMismatchError, InvalidJobIdError, LimitExceededError
from fakes.textract.job import Api, Job, JobRequest
from fakes.textract.misbehaviour import Misbehaviour

JOB_VALIDITY = timedelta(days=7).total_seconds()
"""Seconds: https://docs.aws.amazon.com/textract/latest/dg/API_StartDocumentAnalysis.html"""

_ERRORS = jobs.JobErrors(InvalidJobIdError, IdempotentParameterMismatchError, LimitExceededError)


class Jobs:
    """All jobs of the engine. Threads may share it.

    Args:
        now: the time in seconds since the epoch.
        limit: how many jobs an account may have in progress at a time, in a region.
        misbehaviour: knows of tighter limits.
    """

    def __init__(
        self, now: Callable[[], float], limit: Callable[[str], int], misbehaviour: Misbehaviour | None = None
    ) -> None:
        self._jobs = _Store(now, JOB_VALIDITY, limit, _ERRORS, (misbehaviour or Misbehaviour()).turns_away)

    def find_started(self, owner: Owner, request: JobRequest, token: str | None) -> Job | None:
        """The job that the same request started before, if it is still known.

        Raises:
            IdempotentParameterMismatchError: the token belongs to a different request.
        """
        return self._jobs.find(_of_kind(token, request), owner, request)

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
        return self._jobs.start(
            _of_kind(token, request), owner, request, lambda now: Job(owner, request, document, now)
        )

    def in_progress(self, account: str) -> int:
        """How many jobs of an account have no outcome yet."""
        return self._jobs.in_progress(account)

    def most_in_progress(self, account: str) -> int:
        """How many jobs of an account were in progress at the same time at most, in a region."""
        return self._jobs.most_in_progress(account)

    def get(self, owner: Owner, api: Api, job_id: str) -> Job:
        """The job of that id.

        Raises:
            InvalidJobIdError: no such job of this kind, not this owner's, or too old.
        """
        job = self._jobs.get(owner, job_id)
        if job.request.api is not api:
            raise InvalidJobIdError
        return job


class _Store(jobs.Jobs[Job]):
    """Takes a job's blocks with it."""

    def discard(self, job: Job) -> None:
        if job.outcome and job.outcome.blocks:
            job.outcome.blocks.unlink(missing_ok=True)


def _of_kind(token: str | None, request: JobRequest) -> str | None:
    """The same token in another operation is another token."""
    return f"{request.api.value}/{token}" if token else None
