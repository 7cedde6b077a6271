"""What must be true of every run: lost, twice, backwards."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from harness.clients import Clients
from harness.scenario import queues
from harness.scenario.history import History
from harness.scenario.invariants import no_status_goes_back, nothing_lost, nothing_twice
from harness.scenario.ledger import Piece
from harness.scenario.systems.textract_processor import ledger
from harness.scenario.world import Upload, World
from harness.settings import Settings
from harness.submit.record import Status, TrackingRecord
from tests.unit.harness.scenario.worlds import ACCOUNT, HandClock


class Tables:
    """What the system holds, in the place of its tables, bucket and queues."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.records: list[TrackingRecord] = []
        self.items: dict[str, int] = {}
        self.keys: list[str] = []
        self.depth = 0

    def upload(self, key: str, etag: str = "1") -> None:
        self.world.uploads.append(Upload(key, etag, "v1"))

    def record(self, key: str, status: Status, outputs: Mapping[str, str] | None = None, etag: str = "1") -> None:
        number = f"proc-{len(self.records)}"
        self.records.append(
            TrackingRecord.model_validate(
                {
                    "processingId": number,
                    "s3Key": key,
                    "s3ETag": etag,
                    "status": status,
                    "queuedAt": "2026-01-01T00:00:00Z",
                    "outputs": {name: f"s3://bucket/{output}" for name, output in (outputs or {}).items()},
                }
            )
        )
        self.items[number] = 1
        self.keys += (outputs or {}).values()


def piece(status: Status) -> Piece:
    return Piece("proc-0", "incoming/a.pdf", "1", status, status.rank, status.is_final)


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tables:
    settings = Settings(project=tmp_path, home=tmp_path)
    clients = Clients("http://nowhere.invalid", ACCOUNT, "us-east-1")
    world = World(
        clients,
        settings,
        "textract_processor",
        tmp_path,
        1,
        HandClock(),
        tmp_path,
        outputs={"QueueUrl": "url", "TrackingTableName": "t"},
    )
    tables = Tables(world)
    monkeypatch.setattr(ledger, "all_records", lambda world: tables.records)
    monkeypatch.setattr(ledger, "all_states", lambda world: tables.records)
    monkeypatch.setattr(ledger, "result_counts", lambda world: Counter(tables.items))
    monkeypatch.setattr(ledger, "object_keys", lambda world, prefix: [k for k in tables.keys if k.startswith(prefix)])
    monkeypatch.setattr(queues, "depth_of", lambda sqs, url: tables.depth)
    return tables


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.FAILED])
def test_what_has_ended_isnt_lost(tables: Tables, status: Status) -> None:
    tables.upload("incoming/a.pdf")
    tables.record("incoming/a.pdf", status)

    assert nothing_lost(tables.world, History()) == []


def test_what_lies_in_a_queue_isnt_lost(tables: Tables) -> None:
    tables.upload("incoming/a.pdf")
    tables.depth = 1

    assert nothing_lost(tables.world, History()) == []


def test_a_document_without_record_or_message_is_lost(tables: Tables) -> None:
    tables.upload("incoming/a.pdf")
    tables.upload("incoming/letter.docx")

    (breach,) = nothing_lost(tables.world, History())

    assert breach == "incoming/a.pdf (version v1) has no record, and every queue is empty"


def test_a_document_that_stopped_without_a_message_is_lost(tables: Tables) -> None:
    tables.upload("incoming/a.pdf")
    tables.record("incoming/a.pdf", Status.TEXTRACT_STARTED)

    (breach,) = nothing_lost(tables.world, History())

    assert breach == "incoming/a.pdf (version v1) is still TEXTRACT_STARTED, and every queue is empty"


def test_the_record_of_other_content_under_the_key_doesnt_count(tables: Tables) -> None:
    tables.upload("incoming/a.pdf", etag="new")
    tables.record("incoming/a.pdf", Status.COMPLETED, etag="old")

    assert len(nothing_lost(tables.world, History())) == 1


def test_one_item_and_one_set_of_outputs_for_each_run_is_nothing_twice(tables: Tables) -> None:
    tables.upload("incoming/a.pdf")
    tables.upload("incoming/a.pdf")
    tables.record("incoming/a.pdf", Status.COMPLETED, {"v1Schema": "processed/a.json"})

    assert nothing_twice(tables.world, History()) == []


def test_an_output_that_belongs_to_two_runs_or_to_none_is_a_breach(tables: Tables) -> None:
    tables.upload("incoming/a.pdf")
    tables.record("incoming/a.pdf", Status.COMPLETED, {"v1Schema": "processed/a.json"})
    tables.record("incoming/b.pdf", Status.COMPLETED, {"v1Schema": "processed/a.json"})
    tables.keys.append("processed/b.json")

    assert nothing_twice(tables.world, History()) == [
        "processed/a.json belongs to 2 runs",
        "processed/b.json belongs to no run",
    ]


def test_the_usual_way_of_a_record_goes_forward(tables: Tables) -> None:
    assert no_status_goes_back(tables.world, History({"proc-0": [piece(status) for status in list(Status)[:4]]})) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [(Status.TEXTRACT_COMPLETED, Status.TEXTRACT_STARTED), (Status.COMPLETED, Status.FAILED)],
)
def test_a_step_back_and_a_change_of_what_is_final_are_breaches(tables: Tables, before: Status, after: Status) -> None:
    history = History({"proc-0": [piece(Status.QUEUED), piece(before), piece(after)]})

    assert no_status_goes_back(tables.world, history) == [f"proc-0 went from {before} to {after}"]
