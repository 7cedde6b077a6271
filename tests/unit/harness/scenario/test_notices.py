"""What probes make of the notices that a scenario has heard."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from harness.engine.happening import BehaviourDetail, Happening, Kind
from harness.scenario.listeners import Heard, Listener, heard
from harness.scenario.systems.textract_processor import notices
from harness.scenario.world import World, WorldError
from harness.submit.record import Status, TrackingRecord
from tests.unit.harness.scenario.worlds import world_in

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
KEY = "incoming/deeds/0007.pdf"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return world_in(tmp_path)


def run(status: Status = Status.COMPLETED, **facts: Any) -> TrackingRecord:
    known = {"processing_id": "proc-7", "s3_key": KEY, "s3ETag": "e", "status": status, "queued_at": NOON}
    return TrackingRecord.model_validate(known | facts)


def notice(status: Status = Status.COMPLETED, after: int = 0, **facts: Any) -> Heard:
    """Published so many seconds after noon."""
    known: dict[str, Any] = {
        "processingId": "proc-7",
        "status": status,
        "key": KEY,
        "outputs": {},
        "error": None,
        "missingPages": [],
    }
    at = NOON + timedelta(seconds=after)
    return Heard(message_id=f"{after}", timestamp=at, message=json.dumps(known | facts))


def tell(monkeypatch: pytest.MonkeyPatch, told: list[Heard], runs: list[TrackingRecord]) -> None:
    monkeypatch.setattr(notices, "heard", lambda world, topic: told)
    monkeypatch.setattr(notices, "all_records", lambda world: runs)


def trouble(monkeypatch: pytest.MonkeyPatch, **after: int) -> None:
    """Something went wrong with what `each` has found, so many seconds after noon."""
    texts = {"document": "/0007.", "run": "proc-7", "other": "/0008.", "anybody": ""}
    details = [(NOON + timedelta(seconds=seconds), BehaviourDetail(each=texts[of])) for of, seconds in after.items()]
    events = [Happening(at, 1, Kind.BEHAVIOUR_APPLIED, "queue", "fault", detail) for at, detail in details]
    monkeypatch.setattr(notices, "happened", lambda world, kinds: events)


BURNT = {"code": "TextractFailed", "message": "burnt"}


@pytest.mark.parametrize(
    ("told", "runs", "said"),
    [
        ([notice()], [run()], []),
        ([notice(), notice(after=9)], [run()], []),
        ([notice(Status.FAILED, error=BURNT)], [run(Status.FAILED, failure=BURNT)], []),
        ([], [run(Status.TEXTRACT_STARTED)], []),
        ([], [run()], [f"{KEY}: nobody was told that proc-7 is COMPLETED"]),
        ([notice()], [run(Status.FAILED, failure=BURNT)], [f"{KEY}: COMPLETED was told of proc-7, which is FAILED"]),
        ([notice()], [run(Status.QUEUED)], [f"{KEY}: COMPLETED was told of proc-7, which is QUEUED"]),
        ([notice(outputs={"v1": "s3://b/k"})], [run()], [f"{KEY}: COMPLETED was told of proc-7, which is COMPLETED"]),
        ([notice()], [], [f"{KEY}: COMPLETED was told of proc-7, which is no run"]),
    ],
)
def test_the_end_of_a_run_is_told_as_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch, told: list[Heard], runs: list[TrackingRecord], said: list[str]
) -> None:
    tell(monkeypatch, told, runs)
    assert notices.untold(world, "notices") == said


@pytest.mark.parametrize(
    ("times", "troubles", "is_fault"),
    [
        ([0], {}, False),
        ([0, 60], {"run": 0}, False),
        ([0, 60], {"document": 60}, False),
        ([0, 0], {}, True),
        ([0, 60], {"other": 30}, True),
        ([0, 60], {"anybody": 30}, True),
        ([60, 120], {"run": 59}, True),
        ([0, 60, 120], {"run": 30}, True),
        ([0, 60, 120], {"run": 30, "document": 90}, False),
    ],
)
def test_a_run_is_told_of_again_only_after_trouble_with_it(
    world: World, monkeypatch: pytest.MonkeyPatch, times: list[int], troubles: dict[str, int], is_fault: bool
) -> None:
    tell(monkeypatch, [notice(after=seconds) for seconds in times], [run()])
    trouble(monkeypatch, **troubles)
    said = [f"{KEY}: {len(times)} notices of proc-7"] if is_fault else []
    assert notices.told_again(world, "notices") == said


def test_what_sns_or_sqs_repeats_is_heard_once() -> None:
    listener = Listener("arn", "url")
    for _ in range(2):
        listener.hear({"Body": notice().model_dump_json(by_alias=True)})
    assert len(listener.heard) == 1


def test_nothing_is_heard_where_nobody_listens(world: World) -> None:
    with pytest.raises(WorldError, match="doesn't listen to 'gossip'"):
        heard(world, "gossip")
