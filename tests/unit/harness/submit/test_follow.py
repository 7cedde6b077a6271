from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from harness.errors import SubmitError
from harness.submit.documents import Document
from harness.submit.follow import Follower
from harness.submit.hops import HOPS, Hop
from harness.submit.journey import Journey, Receipt
from harness.submit.record import TrackingRecord
from tests.unit.harness.submit.conftest import RecordAt


class Table:
    """A tracking table that tells a prepared story, one answer a question; the last answer stays."""

    def __init__(self, **stories: list[list[TrackingRecord]]) -> None:
        self._stories = {f"incoming/{name}.pdf": iter([[], *story]) for name, story in stories.items()}
        self._last: dict[str, list[TrackingRecord]] = defaultdict(list)

    def __call__(self, key: str) -> list[TrackingRecord]:
        self._last[key] = next(self._stories.get(key, iter([])), self._last[key])
        return self._last[key]


@pytest.fixture
def told() -> list[tuple[str, str]]:
    return []


def journeys(*names: str) -> list[Journey]:
    return [Journey(Document(Path(name), f"incoming/{name}")) for name in names]


def follower(
    table: Table,
    receipt: Receipt,
    told: list[tuple[str, str]],
    timeout: float = 60.0,
    seconds: Iterator[int] | None = None,
) -> Follower:
    """One that lives in a world where each look at the clock takes a second."""

    def watcher(journey: Journey, hop: Hop) -> None:
        told.append((journey.document.name, hop.name))

    ticks = seconds or count()
    return Follower(
        lambda document: receipt, table, watcher, timeout, clock=lambda: float(next(ticks)), pause=lambda: None
    )


def test_several_documents_are_followed_at_once_each_to_its_own_end(
    receipt: Receipt, record_at: RecordAt, told: list[tuple[str, str]]
) -> None:
    table = Table(
        a=[[], [record_at("QUEUED")], [record_at("TEXTRACT_STARTED")], [record_at("COMPLETED")]],
        b=[[record_at("QUEUED")], [record_at("FAILED")]],
    )
    a, b = both = journeys("a.pdf", "b.pdf")

    assert follower(table, receipt, told).follow(both)

    assert (a.status, b.status) == ("COMPLETED", "FAILED")
    assert [hop for name, hop in told if name == "a.pdf"] == [hop.name for hop in HOPS]
    assert [hop for name, hop in told if name == "b.pdf"] == ["uploaded", "accepted", "failed"]


def test_a_document_that_nobody_takes_in_is_given_up_and_the_next_hop_is_named(
    receipt: Receipt, told: list[tuple[str, str]]
) -> None:
    (lost,) = journeys("lost.pdf")

    assert follower(Table(), receipt, told, timeout=5).follow([lost])

    assert lost.status == "UPLOADED"
    assert lost.reason == "still UPLOADED after 5 s; next hop: S3 -> EventBridge rule -> orchestrator"


def test_without_waiting_nothing_but_the_upload_happens(receipt: Receipt, told: list[tuple[str, str]]) -> None:
    (sent,) = journeys("a.pdf")

    follower(Table(), receipt, told, timeout=0).follow([sent])

    assert sent.status == "UPLOADED"
    assert sent.reason == "not waited for"


def test_what_the_pipeline_would_ignore_is_never_uploaded(receipt: Receipt, told: list[tuple[str, str]]) -> None:
    (letter,) = journeys("letter.docx")

    follower(Table(), receipt, told).follow([letter])

    assert letter.status == "FAILED"
    assert letter.reason == "the pipeline ignores files that aren't named .pdf, .tif, .tiff"
    assert told == []


def test_an_upload_that_fails_doesnt_stop_the_others(
    receipt: Receipt, record_at: RecordAt, told: list[tuple[str, str]]
) -> None:
    def upload(document: Document) -> Receipt:
        if document.name == "gone.pdf":
            raise SubmitError("Can't read gone.pdf: No such file.")
        return receipt

    good, gone = both = journeys("good.pdf", "gone.pdf")
    table = Table(good=[[record_at("COMPLETED")]])

    Follower(upload, table, lambda journey, hop: None, 60.0, pause=lambda: None).follow(both)

    assert (good.status, gone.status) == ("COMPLETED", "FAILED")
    assert gone.reason == "Can't read gone.pdf: No such file."


def test_ctrl_c_ends_the_following_and_keeps_what_is_known(
    receipt: Receipt, record_at: RecordAt, told: list[tuple[str, str]]
) -> None:
    def interrupted() -> None:
        if journey.record:
            raise KeyboardInterrupt

    (journey,) = journeys("a.pdf")
    table = Table(a=[[record_at("QUEUED")]])
    impatient = Follower(lambda document: receipt, table, lambda journey, hop: None, 60.0, pause=interrupted)

    assert not impatient.follow([journey])

    assert journey.ended
    assert (journey.status, journey.reason) == ("QUEUED", "interrupted by Ctrl-C")


def test_a_table_that_cannot_be_read_ends_the_command(receipt: Receipt, told: list[tuple[str, str]]) -> None:
    questions: list[str] = []

    def broken(key: str) -> list[TrackingRecord]:
        questions.append(key)
        if len(questions) == 1:  # the one before the upload
            return []
        raise SubmitError("Can't read table t: gone")

    (journey,) = journeys("a.pdf")

    with pytest.raises(SubmitError, match="Can't read table"):
        Follower(lambda document: receipt, broken, lambda journey, hop: None, 60.0).follow([journey])
