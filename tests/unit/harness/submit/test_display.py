from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from harness.submit.display import SHOWN_AT_ONCE, live_view, watching
from harness.submit.documents import Document
from harness.submit.hops import ACCEPTED, UPLOADED
from harness.submit.journey import Journey, Receipt
from harness.submit.results import print_results
from harness.submit.summary import DocumentResult
from tests.unit.harness.submit.conftest import RecordAt

HOSTILE = "[red]x[bold <b>📄 'q'.pdf"
HOSTILE_PATH = f"[/red]/[/]/{HOSTILE}"


@pytest.fixture
def console() -> Console:
    return Console(file=StringIO(), width=120, highlight=False)


def printed(console: Console) -> str:
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def uploaded(name: str, receipt: Receipt) -> Journey:
    journey = Journey(Document(Path(name), f"incoming/{name}"))
    journey.depart(receipt)
    return journey


def test_elsewhere_than_on_a_terminal_each_hop_is_a_line(
    console: Console, receipt: Receipt, record_at: RecordAt
) -> None:
    journey = uploaded(HOSTILE, receipt)

    with watching([journey], console) as watcher:
        watcher(journey, UPLOADED)
        journey.advance([record_at("QUEUED")])
        watcher(journey, ACCEPTED)

    assert printed(console).splitlines() == [
        f"     40 ms  {HOSTILE}: uploaded",
        f"    100 ms  {HOSTILE}: event accepted",
    ]


def test_the_live_table_shows_names_as_they_are(console: Console, receipt: Receipt, record_at: RecordAt) -> None:
    journey = uploaded(HOSTILE, receipt)
    journey.advance([record_at("QUEUED")])

    console.print(live_view([journey]))

    assert HOSTILE in printed(console)
    assert "QUEUED" in printed(console)
    assert "0 of 1 finished" in printed(console)


def test_of_many_documents_the_live_table_shows_those_on_their_way(console: Console, receipt: Receipt) -> None:
    many = [uploaded(f"{number}.pdf", receipt) for number in range(2 * SHOWN_AT_ONCE)]
    for journey in many[:-1]:
        journey.leave("done")

    console.print(live_view(many))

    assert f"{len(many) - 1}.pdf" in printed(console)
    assert f"{len(many) - 1} of {len(many)} finished" in printed(console)
    assert len(printed(console).splitlines()) == SHOWN_AT_ONCE + 3  # two lines of header, one of count


def test_results_name_fields_confidence_outputs_and_the_verdict(console: Console) -> None:
    result = DocumentResult.model_validate(
        {
            "file": HOSTILE_PATH,
            "key": f"incoming/{HOSTILE}",
            "processingId": "proc-1",
            "status": "COMPLETED",
            "fields": {"county": {"value": "[bold]King", "confidence": 99.54}, "notary": {}},
            "outputs": {"v1Schema": "s3://b/[x].json"},
            "timings": {"completed": 1240},
        }
    )
    failed = DocumentResult(
        file="empty.pdf", key="k", processing_id=None, status="FAILED", reason="EmptyFile: no bytes"
    )

    print_results([result, failed], console)

    lines = printed(console).splitlines()
    assert lines[0] == f"COMPLETED {HOSTILE_PATH} in 1.24 s  proc-1"
    assert lines[2].split() == ["County", "[bold]King", "99.5", "%"]
    assert lines[3].split() == ["Notary", "not", "stated", "—"]
    assert lines[4].split() == ["v1Schema", "s3://b/[x].json"]
    assert "FAILED empty.pdf — EmptyFile: no bytes" in lines
    assert lines[-1] == "1 of 2 documents completed."
