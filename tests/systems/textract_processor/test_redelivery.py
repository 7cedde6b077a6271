"""Whatever comes twice, late, or dies on the way: one completed record, five outputs, one charge."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.systems.textract_processor.world import CrashError, Fuse, World
from textract_processor.domain.tracking import Status

RANK = {status: rank for rank, status in enumerate(Status)}


def half_calls_of_a_quiet_run() -> int:
    world = World()
    world.run(world.upload())
    return world.fuse.count


HALF_CALLS = half_calls_of_a_quiet_run()


def completes_once(world: World) -> None:
    """The promise, as it has to hold at the end of every history."""
    record = world.only_record
    assert record.status is Status.COMPLETED
    assert len(world.textract.jobs) == 1
    assert sorted(record.outputs.values()) == [f"s3://bucket/{key}" for key in world.processed_keys]
    assert len(world.processed_keys) == 5
    (item,) = world.results
    assert item["bedrockCost"] > 0
    ranks = [RANK[status] for status in world.tracking.history[record.processing_id]]
    assert ranks == sorted(set(ranks))


def deliver(step: Callable[[], object]) -> None:
    """Deliver until it arrives, as the queues do."""
    for _ in range(3):
        try:
            step()
            return
        except CrashError:
            continue
    raise AssertionError("a fuse blows once")


@pytest.mark.parametrize("blows_at", range(1, HALF_CALLS + 1))
def test_a_crash_before_or_after_any_call_heals_on_redelivery(world: World, blows_at: int) -> None:
    upload = world.upload()
    world.fuse.blows_at = blows_at
    deliver(lambda: world.intake.take(upload))
    for completion in world.textract.completions:
        deliver(lambda completion=completion: world.finish(completion))  # type: ignore[misc]
    assert world.fuse.count > HALF_CALLS
    completes_once(world)


def test_no_crash_lets_the_model_be_asked_more_than_once_too_often() -> None:
    for blows_at in range(1, HALF_CALLS + 1):
        world = World()
        world.fuse.blows_at = blows_at
        upload = world.upload()
        deliver(lambda world=world, upload=upload: world.run(upload))  # type: ignore[misc]
        assert len(world.model.prompts) <= 3, "only the answer whose keeping was cut off is asked for again"


@given(
    deliveries=st.lists(st.sampled_from(["event", "second version", "completion", "late completion"]), max_size=10),
    crashes=st.lists(st.integers(1, 60), max_size=6),
)
def test_any_order_and_number_of_deliveries_with_crashes_completes_once(
    deliveries: list[str], crashes: list[int]
) -> None:
    world = World()
    uploads = {"event": world.upload(version="v1"), "second version": world.upload(version="v2")}
    world.intake.take(uploads["event"])
    pending = iter(crashes)
    for delivery in [*deliveries, "completion"]:
        world.fuse.count, world.fuse.blows_at = 0, next(pending, None)
        if delivery in uploads:
            deliver(lambda delivery=delivery: world.intake.take(uploads[delivery]))  # type: ignore[misc]
        else:
            deliver(lambda: world.finish(world.textract.completions[-1]))
    completes_once(world)


@pytest.mark.parametrize("blows_at", range(1, 13))
def test_a_crash_while_a_document_is_rejected_heals_on_redelivery(world: World, blows_at: int) -> None:
    upload = world.upload("incoming/notes.pdf", b"plain text")
    world.fuse.blows_at = blows_at
    deliver(lambda: world.intake.take(upload))
    assert world.only_record.status is Status.FAILED
    assert sorted(world.store.objects) == ["failed/2026-01-31/notes.pdf", "failed/2026-01-31/notes.pdf.error.json"]


@pytest.mark.parametrize("blows_at", range(1, 11))
def test_a_crash_while_a_failed_job_is_noted_heals_on_redelivery(world: World, blows_at: int) -> None:
    world.textract.result_extra = {"JobStatus": "FAILED", "StatusMessage": "encrypted"}
    world.intake.take(world.upload())
    (completion,) = world.textract.completions
    world.fuse.count, world.fuse.blows_at = 0, blows_at
    deliver(lambda: world.finish(completion))
    assert world.only_record.status is Status.FAILED
    assert sorted(world.store.objects) == ["failed/2026-01-31/deed.pdf", "failed/2026-01-31/deed.pdf.error.json"]


def test_the_fuse_blows_before_and_after_a_call() -> None:
    effects = []
    for blows_at in (1, 2):
        fuse = Fuse(blows_at)
        with pytest.raises(CrashError), fuse.around():
            effects.append(blows_at)
    assert effects == [2]
