"""Runs jobs: fetch the document, have it read, keep the outcome, tell the topic."""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Thread
from typing import Protocol

from fakes import clock
from fakes.common.owner import Owner
from fakes.textract.documents import Documents
from fakes.textract.duration import Duration
from fakes.textract.errors import InvalidS3ObjectError
from fakes.textract.job import Job, JobRequest, Outcome, Warning
from fakes.textract.jobs import Jobs
from fakes.textract.misbehaviour import Misbehaviour, spoil
from fakes.textract.notification import Notifier
from fakes.textract.output import OutputBuckets
from fakes.textract.queries import Query
from fakes.textract.reading.messages import Answer, Reading, ReadRequest
from fakes.textract.shelf import Shelf

LOG = logging.getLogger(__name__)

LOST_PAGE = "UNREADABLE_PAGE"
"""The code of pages that could not be read; AWS documents no list of codes."""

MISSING_PAGE = "INVALID_REQUEST_PARAMETERS"
"""The code of pages that a query names and the document doesn't have:
https://docs.aws.amazon.com/textract/latest/dg/API_GetDocumentAnalysis.html"""


class DocumentReader(Protocol):
    """Reads a local document."""

    def read(self, request: ReadRequest) -> Answer:
        """Read it, or say why it can't be read."""


@dataclass(frozen=True)
class Surroundings:
    """What jobs touch outside of themselves.

    Attributes:
        documents: where documents come from.
        reader: reads them; may be called by several threads at the same time.
        shelf: keeps what was read.
        outputs: where results go besides.
        notifier: hears of every end.
        misbehaviour: has some jobs end otherwise.
    """

    documents: Documents
    reader: DocumentReader
    shelf: Shelf
    outputs: OutputBuckets
    notifier: Notifier
    misbehaviour: Misbehaviour


class Later(Protocol):
    """Does things in time."""

    def __call__(self, seconds: float, action: Callable[[], None]) -> None:
        """Do something once seconds have passed."""


class Analysis:
    """Starts jobs and brings each of them to its end, whatever the document does.

    Args:
        jobs: where jobs are kept.
        world: what jobs touch.
        duration: how long a job takes at least.
        workers: jobs that are worked on at the same time; others wait in progress.
        later: how to wait for the end of a job's duration.
    """

    def __init__(
        self, jobs: Jobs, world: Surroundings, duration: Duration, workers: int, later: Later = clock.after
    ) -> None:
        self._jobs = jobs
        self._world = world
        self._duration = duration
        self._later = later
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="textract")

    def start(self, owner: Owner, request: JobRequest, token: str | None) -> Job:
        """Start a job, or find the one that the same request with the same token started.

        Raises:
            TextractError: the document isn't there or isn't one, the token belongs to another request, the output
                bucket isn't there, or too many jobs are in progress.
        """
        if job := self._jobs.find_started(owner, request, token):
            return job
        document = self._world.documents.check(owner, request.document)
        if request.output:
            self._world.outputs.check(owner, request.output)
        job, new = self._jobs.start(owner, request, token, document)
        if new:
            self._pool.submit(self._run, job)
        return job

    def close(self, wait: bool = False) -> None:
        """Begin no more jobs; with `wait`, return when those in work have been read."""
        self._pool.shutdown(wait=wait, cancel_futures=not wait)

    def _run(self, job: Job) -> None:
        outcome = self._outcome(job)
        if order := self._world.misbehaviour.of_job(job):
            # What has to wait keeps no other job from being read.
            Thread(target=lambda: self._end(job, spoil(order, outcome)), name="textract-spoilt", daemon=True).start()
        else:
            self._end(job, outcome)

    def _end(self, job: Job, outcome: Outcome) -> None:
        """End a job when its duration is over."""
        remaining = job.created + self._duration(outcome.pages) - clock.now()
        if remaining > 0:
            self._later(remaining, partial(self._finish, job, outcome))
        else:
            self._finish(job, outcome)

    def _outcome(self, job: Job) -> Outcome:
        try:
            return self._read(job)
        except InvalidS3ObjectError as error:
            return Outcome(failure=str(error))
        except Exception:
            LOG.exception("Textract job %s failed", job.id)
            return Outcome(failure="The document could not be read because of an internal error.")

    def _read(self, job: Job) -> Outcome:
        request = job.request
        with NamedTemporaryFile(prefix="textract-") as copy:
            content = self._world.documents.fetch(job.owner, job.document, copy)
            answer = self._world.reader.read(
                ReadRequest(
                    document=Path(copy.name), content=content, features=request.features, queries=request.queries
                )
            )
        if not isinstance(answer, Reading):
            return Outcome(failure=answer.reason)
        blocks = self._world.shelf.keep(job.id, answer.blocks)
        return Outcome(answer.pages, blocks, tuple(_warnings(answer, request.queries)))

    def _finish(self, job: Job, outcome: Outcome) -> None:
        try:
            self._world.outputs.write(replace(job, outcome=outcome))
        except InvalidS3ObjectError as error:
            outcome = Outcome(failure=str(error))
        except Exception:  # a job that isn't ended here is in progress for ever
            LOG.exception("The results of Textract job %s could not be written", job.id)
            outcome = Outcome(failure="The results could not be written because of an internal error.")
        job.outcome = outcome
        self._world.notifier.publish(job)


def _warnings(reading: Reading, queries: Sequence[Query]) -> Iterator[Warning]:
    if reading.lost:
        yield Warning(LOST_PAGE, reading.lost)
    missing = {page for query in queries for page in query.missing(reading.pages)}
    if missing:
        yield Warning(MISSING_PAGE, tuple(sorted(missing)))
