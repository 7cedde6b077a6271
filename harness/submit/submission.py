"""Submitting a set of documents: the one place where the parts of this package are put together."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console

from harness.clients import Clients
from harness.submit.diagnosis import diagnose
from harness.submit.display import watching
from harness.submit.documents import Document
from harness.submit.follow import Follower
from harness.submit.journey import Journey
from harness.submit.outputs import OutputStore
from harness.submit.pipeline import Pipeline
from harness.submit.summary import DocumentResult, summarize
from harness.submit.tracking import TrackingTable
from harness.submit.upload import Uploader


@dataclass(frozen=True)
class Submission:
    """What became of a set of documents.

    Attributes:
        results: in the order of the documents.
        interrupted: Ctrl-C ended the watching.
        advice: where to look for documents that didn't arrive.
    """

    results: list[DocumentResult]
    interrupted: bool
    advice: list[str]


def submit_documents(
    documents: Sequence[Document], pipeline: Pipeline, clients: Clients, console: Console, timeout: float
) -> Submission:
    """Upload documents, show them on their way on `console`, and read what came out.

    Args:
        documents: to submit, all at once.
        timeout: seconds to wait for each; 0 doesn't wait.

    Raises:
        SubmitError: the engine doesn't answer.
    """
    journeys = [Journey(document) for document in documents]
    with watching(journeys, console) as watcher:
        upload = Uploader(clients, pipeline.bucket).upload
        records_of = TrackingTable(clients, pipeline.tracking_table).records_of
        arrived = Follower(upload, records_of, watcher, timeout).follow(journeys)
    read_output = OutputStore(clients).read
    late = [journey for journey in journeys if journey.next_hop] if timeout and arrived else []
    return Submission(
        results=[summarize(journey, read_output) for journey in journeys],
        interrupted=not arrived,
        advice=diagnose(late, pipeline, clients) if late else [],
    )
