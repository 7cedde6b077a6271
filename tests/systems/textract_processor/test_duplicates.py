"""Whatever content was read once is read from what was kept."""

from decimal import Decimal

import pytest

from tests.systems.textract_processor.world import PDF, World
from textract_processor.domain.events import Completion
from textract_processor.domain.tracking import Record, Status


def deliver(world: World) -> None:
    """The processor handles every message that was published so far."""
    for message in [*world.textract.completions, *map(Completion.from_message, world.channel.bodies)]:
        world.finish(message)


def textract_costs(world: World) -> dict[str, Decimal]:
    return {item["s3Key"]: item["textractCost"] for item in world.results}


@pytest.fixture
def copy(world: World) -> Record:
    """A document is done, and its content comes again under another key."""
    world.run(world.upload("incoming/first.pdf"))
    return world.run(world.upload("incoming/copy.pdf"))


def test_the_same_content_under_another_key_is_not_read_again(world: World, copy: Record) -> None:
    assert copy.status is Status.COMPLETED
    assert (len(world.textract.jobs), len(world.processed_keys)) == (1, 10)
    assert textract_costs(world) == {"incoming/first.pdf": Decimal("0.045"), "incoming/copy.pdf": 0}


def test_the_hit_is_recorded_with_the_job_that_was_paid(world: World, copy: Record) -> None:
    assert (copy.textract_job_id, copy.cached_job_id) == (None, "job-1")
    assert [item["textractJobId"] for item in world.results] == ["job-1", "job-1"]
    assert [item["textractCacheHits"] for item in world.results] == [0, 1]
    assert world.telemetry.seen.count("job ended") == world.telemetry.seen.count("analysis reused") == 1


def test_both_have_the_raw_result(world: World, copy: Record) -> None:
    assert world.store.json(copy.outputs["textractRaw"])["Blocks"] == world.textract.paper.blocks


def test_a_copy_does_not_wait_for_textract(world: World) -> None:
    world.run(world.upload("incoming/first.pdf"))
    world.textract.slots = 1
    world.intake.take(world.upload("incoming/other.pdf", PDF + b"other"))
    assert world.run(world.upload("incoming/copy.pdf")).status is Status.COMPLETED
    assert len(world.backlog.waiting) == 1


def test_a_copy_of_what_is_still_being_read_gets_a_job_of_its_own(world: World) -> None:
    for key in ("incoming/first.pdf", "incoming/copy.pdf"):
        world.intake.take(world.upload(key))
    deliver(world)
    assert [record.status for record in world.tracking.records.values()] == [Status.COMPLETED] * 2
    assert len(world.textract.jobs) == 2
    assert set(textract_costs(world).values()) == {Decimal("0.045")}


def test_a_copy_that_waits_in_the_backlog_takes_what_was_kept_meanwhile(world: World) -> None:
    world.textract.slots = 1
    for key in ("incoming/first.pdf", "incoming/copy.pdf"):
        world.intake.take(world.upload(key))
    deliver(world)
    assert world.serve() == 1
    deliver(world)
    assert [record.status for record in world.tracking.records.values()] == [Status.COMPLETED] * 2
    assert len(world.textract.jobs) == 1


def test_a_repeated_event_sends_the_copy_on_again_until_it_is_done(world: World) -> None:
    world.run(world.upload("incoming/first.pdf"))
    upload = world.upload("incoming/copy.pdf")
    for _ in range(2):
        world.intake.take(upload)
    assert len(world.channel.bodies) == 2
    deliver(world)
    world.intake.take(upload)
    assert (len(world.channel.bodies), len(world.results)) == (2, 2)


def test_a_kept_result_that_is_gone_by_then_is_asked_of_textract(world: World) -> None:
    world.run(world.upload("incoming/first.pdf"))
    world.intake.take(world.upload("incoming/copy.pdf"))
    world.kept.entries.clear()
    deliver(world)
    assert textract_costs(world)["incoming/copy.pdf"] == 0
    assert world.kept.entries == {}, "what was paid by another run is not this one's to keep"


@pytest.mark.parametrize("status", ["PARTIAL_SUCCESS", "FAILED"])
def test_what_is_not_whole_is_not_kept(world: World, status: str) -> None:
    world.textract.result_extra = {"JobStatus": status}
    world.run(world.upload("incoming/first.pdf"))
    assert world.kept.entries == {}


def test_a_document_that_failed_after_it_was_read_is_not_read_again(world: World) -> None:
    world.model.v1 = ["no"]
    assert world.run(world.upload(version="v1")).status is Status.FAILED
    world.model.v1 = world.model.v2
    world.run(world.upload(version="v2"))
    assert len(world.textract.jobs) == 1


def test_new_content_under_the_same_key_is_read(world: World) -> None:
    world.run(world.upload())
    world.run(world.upload(body=PDF + b"changed", version="v2"))
    assert len(world.textract.jobs) == 2


def test_the_job_of_a_lost_start_does_not_disturb_a_run_that_took_what_was_kept(world: World, copy: Record) -> None:
    stray = Completion("job-of-a-lost-start", "SUCCEEDED", copy.processing_id, world.now)
    assert world.finish(stray) == copy
