"""What probes make of what the engine and the tables say."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from harness.calls import Calls
from harness.engine.call import Call
from harness.engine.happening import Happening, Kind, MessageDetail
from harness.errors import UsageError
from harness.gauges import Gauges
from harness.scenario.probes.calls import calls_made
from harness.scenario.probes.queues import receive_times
from harness.scenario.systems.textract_processor import costs, documents
from harness.scenario.systems.textract_processor.answers import PaidAnswer
from harness.scenario.systems.textract_processor.records import Charge
from harness.scenario.world import World, WorldError
from harness.settings import find_project
from harness.submit.record import Status
from harness.timeline import Timeline
from tests.unit.harness.scenario.worlds import world_in

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = world_in(tmp_path)
    world.outputs["QueueUrl"] = "http://nowhere.invalid/orders"
    return world


def tell_calls(monkeypatch: pytest.MonkeyPatch, calls: list[Call], forgotten: int = 0) -> None:
    monkeypatch.setattr(Calls, "find", lambda self, **wanted: calls)
    monkeypatch.setattr(Calls, "forgotten", lambda self, account: forgotten)


def call(**facts: Any) -> Call:
    known = {"time": 0.0, "account": "1", "region": "", "service": "sqs", "operation": "SendMessage", "status": 200}
    return Call(**{**known, "milliseconds": 1.0, **facts})


def message(seq: int, kind: Kind, subject: str) -> Happening:
    """Something that happens to a message, a second after what was before."""
    return Happening(BEGAN + timedelta(seconds=seq), seq, kind, "orders", subject, MessageDetail())


def test_calls_are_counted_by_their_outcome(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    tell_calls(monkeypatch, [call(), call(error="Throttling"), call()])
    assert calls_made(world, "sqs", "SendMessage") == 3
    assert calls_made(world, "sqs", "SendMessage", error="Throttling") == 1
    assert calls_made(world, "sqs", "SendMessage", error="") == 2


def test_calls_are_not_counted_when_some_are_forgotten(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    tell_calls(monkeypatch, [call()], forgotten=1)
    with pytest.raises(WorldError, match="forgotten 1 calls"):
        calls_made(world, "sqs", "SendMessage")


def test_receives_belong_to_their_messages(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    sent, received = Kind.MESSAGE_SENT, Kind.MESSAGE_RECEIVED
    story = [(sent, "a"), (sent, "b"), (received, "b"), (received, "a"), (received, "a"), (received, "of another time")]
    events = [message(seq, kind, subject) for seq, (kind, subject) in enumerate(story, start=1)]
    monkeypatch.setattr(Timeline, "events", lambda self, account: events)
    assert receive_times(world, "QueueUrl") == [[3.0, 4.0], [1.0]]


def test_happenings_are_not_counted_when_some_are_forgotten(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Timeline, "events", lambda self, account: [message(3, Kind.MESSAGE_SENT, "c")])
    with pytest.raises(WorldError, match="forgotten the first 2 happenings"):
        receive_times(world, "QueueUrl")


@pytest.mark.parametrize(("counted", "seen"), [({"textract": 100}, 100), ({}, 0)])
def test_the_engine_knows_how_many_jobs_were_in_progress_at_once(
    world: World, monkeypatch: pytest.MonkeyPatch, counted: dict[str, int], seen: int
) -> None:
    gauges = Gauges(functions={}, jobs={}, most_jobs=counted, calls=())
    monkeypatch.setattr(documents, "read_gauges", lambda clients: gauges)
    assert documents.most_jobs_at_once(world) == seen


def test_aws_does_not_tell_how_many_jobs_were_in_progress_at_once(world: World) -> None:
    world.clients = type(world.clients)(None, world.clients.account, "us-east-1")
    with pytest.raises(UsageError):
        documents.most_jobs_at_once(world)


def charge(key: str, status: Status, **facts: Any) -> Charge:
    free = {"textractCost": 0.0, "bedrockCost": 0, "modelCalls": 0, "modelCacheHits": 0}
    return Charge.model_validate({"processingId": key, "s3Key": f"incoming/{key}", "status": status, **free, **facts})


CHARGES = [
    charge("a/1", Status.COMPLETED, textractCost=0.135, modelCalls=3, modelCacheHits=1),
    charge("a/2", Status.COMPLETED, textractCost=0.045, modelCalls=2),
    charge("a/3", Status.COMPLETED, textractCost=0.045),
    charge("b/1", Status.COMPLETED, textractCost=0.0),
    charge("a/4", Status.FAILED),
]


def test_charges_of_textract_are_told_by_status(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(costs, "all_charges", lambda world: CHARGES)
    assert costs.charges(world, "incoming/a/") == {"COMPLETED": [0.045, 0.135], "FAILED": [0.0]}


@pytest.mark.parametrize(("given", "overcharged"), [(3, 1), (4, 0), (6, -2)])
def test_answers_that_were_charged_for_are_compared_with_those_that_were_given(
    world: World, monkeypatch: pytest.MonkeyPatch, given: int, overcharged: int
) -> None:
    monkeypatch.setattr(costs, "all_charges", lambda world: CHARGES)
    monkeypatch.setattr(costs, "calls_made", lambda world, service, operation, error: given)
    assert costs.answers_overcharged(world) == overcharged


@pytest.mark.parametrize(
    ("facts", "paid", "fault"),
    [
        ({"modelCalls": 2, "bedrockCost": "0.000168"}, [("V1", 1000, 100), ("V2", 1000, 100)], None),
        ({"modelCalls": 3, "bedrockCost": "0.00021"}, [("V1", 1000, 100), ("V2", 1000, 100), ("", 500, 50)], None),
        ({"modelCalls": 2, "modelCacheHits": 2}, [], None),
        ({"modelCalls": 2, "modelCacheHits": 1}, [("V1", 1000, 100), ("V2", 1000, 100)], None),
        ({"modelCalls": 2}, [], "charged for 2 answers of the model, and has paid for 0"),
        ({"modelCalls": 4}, [("V1", 1, 1), ("V2", 1, 1)], "charged for 4 answers of the model, and has paid for 2"),
        ({"modelCalls": 2}, [("V1", 1000, 100), ("V2", 1000, 100)], "charged $0 for answers of $0.000168"),
        ({"modelCalls": 2, "modelCacheHits": 1}, [("V1", 1, 1), ("V1", 1, 1)], "has paid for 2 usable answers of V1"),
        ({"modelCalls": 1, "modelCacheHits": 1}, [], "completed with 1 answers"),
    ],
)
def test_a_run_is_charged_for_what_it_has_paid_for(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    facts: dict[str, Any],
    paid: list[tuple[str, int, int]],
    fault: str | None,
) -> None:
    world.settings = world.settings.model_copy(update={"project": find_project(Path(__file__).parent)})
    answers = [
        PaidAnswer(payer="a/1", extraction=of, input_tokens=read, output_tokens=written) for of, read, written in paid
    ]
    one = charge("a/1", Status.COMPLETED, modelId="amazon.nova-lite-v1:0", **facts)
    monkeypatch.setattr(costs, "all_charges", lambda world: [one])
    monkeypatch.setattr(costs, "paid_answers", lambda world: answers)
    assert costs.wrong_model_charges(world) == ([f"incoming/a/1: {fault} (a/1)"] if fault else [])
