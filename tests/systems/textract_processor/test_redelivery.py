"""Whatever comes twice, late, or dies on the way: one completed record, five outputs, one charge."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.systems.textract_processor.world import CrashError, Fuse, World
from textract_processor.domain.events import Completion, Upload
from textract_processor.domain.tracking import Status

PAGE_PRICE = Decimal("0.045")
RANK = {status: rank for rank, status in enumerate(Status)}


def half_calls(do: Callable[[World, Upload], object]) -> int:
    world = World()
    do(world, world.upload())
    return world.fuse.count


HALF_CALLS = half_calls(lambda world, upload: world.run(upload))
HALF_CALLS_OF_INTAKE = half_calls(lambda world, upload: world.intake.take(upload))
HALF_CALLS_OF_REJECTION = half_calls(
    lambda world, _: world.intake.take(world.upload("incoming/notes.pdf", b"plain text"))
)


def completes_once(world: World) -> None:
    """The promise, as it has to hold at the end of every history. Only a death may let its notice come again."""
    record = world.only_record
    assert record.status is Status.COMPLETED
    assert len(world.textract.jobs) == 1
    assert sorted(record.outputs.values()) == [f"s3://bucket/{key}" for key in world.processed_keys]
    assert len(world.processed_keys) == 5
    (item,) = world.results
    assert item["textractCost"] == PAGE_PRICE
    assert item["bedrockCost"] > 0
    ranks = [RANK[status] for status in world.tracking.history[record.processing_id]]
    assert ranks == sorted(set(ranks))
    notices = [replace(notice, due_at=None) for notice in world.notices.announced]
    assert notices == [record] * len(notices)
    assert 1 <= len(notices) <= 1 + world.fuse.blown


def deliver(step: Callable[[], object]) -> None:
    """Deliver until it arrives, as the queues do."""
    for _ in range(3):
        try:
            step()
            return
        except CrashError:
            continue
    raise AssertionError("a fuse blows once")


def finish_what_has_come(world: World) -> None:
    """The processor handles every message there is, Textract's and our own."""
    for completion in [*world.textract.completions, *map(Completion.from_message, world.channel.bodies)]:
        world.finish(completion)


def attempt(world: World, blows_at: int | None, step: Callable[[], object]) -> None:
    """Deliver once, and let it die on the way; nobody tries again at once."""
    world.fuse.count, world.fuse.blows_at = 0, blows_at
    with suppress(CrashError):
        step()


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


def test_a_crash_of_each_function_heals_on_redelivery() -> None:
    """The orchestrator dies, then the processor, whichever came how far; then both are asked again."""
    for in_intake in range(1, HALF_CALLS_OF_INTAKE + 1):
        for in_processing in range(1, HALF_CALLS - HALF_CALLS_OF_INTAKE + 1):
            world = World()
            upload = world.upload()
            attempt(world, in_intake, partial(world.intake.take, upload))
            attempt(world, in_processing, partial(finish_what_has_come, world))
            attempt(world, None, partial(world.intake.take, upload))
            attempt(world, None, partial(finish_what_has_come, world))
            completes_once(world)


@given(
    deliveries=st.lists(st.sampled_from(["event", "second version", "completion"]), max_size=10),
    crashes=st.lists(st.integers(1, 60), max_size=6),
)
def test_any_order_and_number_of_deliveries_with_crashes_completes_once(
    deliveries: list[str], crashes: list[int]
) -> None:
    world = World()
    uploads = {"event": world.upload(version="v1"), "second version": world.upload(version="v2")}
    pending = iter(crashes)
    for delivery in [*deliveries, "event", "completion"]:
        upload = uploads.get(delivery)
        step = partial(world.intake.take, upload) if upload else partial(finish_what_has_come, world)
        attempt(world, next(pending, None), step)
    attempt(world, None, partial(world.intake.take, uploads["event"]))  # what was interrupted comes again, however late
    attempt(world, None, partial(finish_what_has_come, world))
    completes_once(world)


@pytest.mark.parametrize("blows_at", range(1, HALF_CALLS_OF_REJECTION + 1))
def test_a_crash_while_a_document_is_rejected_heals_on_redelivery(world: World, blows_at: int) -> None:
    upload = world.upload("incoming/notes.pdf", b"plain text")
    world.fuse.blows_at = blows_at
    deliver(lambda: world.intake.take(upload))
    assert world.only_record.status is Status.FAILED
    assert sorted(world.store.objects) == ["failed/2026-01-31/notes.pdf", "failed/2026-01-31/notes.pdf.error.json"]


def test_a_document_whose_rejection_is_cut_off_is_rejected_or_done_and_never_both() -> None:
    """Another run of the same words may have had a better answer meanwhile, which is kept for all."""
    ends = set()
    for blows_at in range(1, HALF_CALLS):
        world = World()
        world.intake.take(world.upload())
        good, world.model.v1 = world.model.v1, ["no"]
        attempt(world, blows_at, partial(finish_what_has_come, world))
        world.cache.entries.clear()
        world.model.v1 = good
        attempt(world, None, partial(finish_what_has_come, world))
        ends.add((world.only_record.status, len(world.failed_keys), len(world.processed_keys)))
    assert ends == {(Status.COMPLETED, 0, 5), (Status.FAILED, 2, 0)}


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
