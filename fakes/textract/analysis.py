"""Runs jobs: fetch the document, have it read, keep the outcome, tell the topic."""

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Timer
from typing import Protocol

from fakes.textract.documents import Documents
from fakes.textract.duration import Duration
from fakes.textract.errors import InvalidS3ObjectError
from fakes.textract.jobs import Job, JobRequest, Jobs, Outcome, Owner
from fakes.textract.notification import Notifier
from fakes.textract.reading.messages import Answer, Reading, ReadRequest

LOG = logging.getLogger(__name__)


class DocumentReader(Protocol):
    """Reads a local document."""

    def read(self, request: ReadRequest) -> Answer:
        """Read it, or say why it can't be read."""


class Analysis:
    """Starts jobs and brings each of them to its end, whatever the document does.

    Args:
        jobs: where jobs are kept.
        documents: where documents come from.
        reader: reads them; may be called by `workers` threads at the same time.
        notifier: hears of every end.
        duration: how long a job takes at least.
        workers: jobs that are worked on at the same time; others wait in progress.
    """

    def __init__(
        self,
        jobs: Jobs,
        documents: Documents,
        reader: DocumentReader,
        notifier: Notifier,
        duration: Duration,
        workers: int,
    ) -> None:
        self._jobs = jobs
        self._documents = documents
        self._reader = reader
        self._notifier = notifier
        self._duration = duration
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="textract")

    def start(self, owner: Owner, request: JobRequest, token: str | None) -> Job:
        """Start a job, or find the one that the same request with the same token started.

        Raises:
            TextractError: the document isn't there or isn't one, or the token belongs to another request.
        """
        if job := self._jobs.find_started(owner, request, token):
            return job
        document = self._documents.check(owner, request.document)
        job, new = self._jobs.start(owner, request, token, document)
        if new:
            self._pool.submit(self._run, job)
        return job

    def close(self, wait: bool = False) -> None:
        """Begin no more jobs; with `wait`, return when those in work have been read."""
        self._pool.shutdown(wait=wait, cancel_futures=not wait)

    def _run(self, job: Job) -> None:
        outcome = self._outcome(job)
        remaining = job.created + self._duration(outcome.pages) - time.time()
        if remaining <= 0:
            self._finish(job, outcome)
            return
        timer = Timer(remaining, self._finish, (job, outcome))
        timer.daemon = True
        timer.start()

    def _outcome(self, job: Job) -> Outcome:
        try:
            return self._read(job)
        except InvalidS3ObjectError as error:
            return Outcome(failure=str(error))
        except Exception:
            LOG.exception("Textract job %s failed", job.id)
            return Outcome(failure="The document could not be read because of an internal error.")

    def _read(self, job: Job) -> Outcome:
        with NamedTemporaryFile(prefix="textract-") as copy:
            content = self._documents.fetch(job.owner, job.document, copy)
            answer = self._reader.read(
                ReadRequest(document=Path(copy.name), content=content, features=job.request.features)
            )
        if isinstance(answer, Reading):
            return Outcome(pages=answer.pages, blocks=answer.blocks)
        return Outcome(failure=answer.reason)

    def _finish(self, job: Job, outcome: Outcome) -> None:
        job.outcome = outcome
        self._notifier.publish(job, outcome)
