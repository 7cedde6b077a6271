"""Documents leave the backlog as far as Textract takes them."""

import pytest

from lambda_kit.errors import RetryableError
from tests.systems.textract_processor.world import PDF, World
from textract_processor.domain.ports import TooManyStartsError
from textract_processor.domain.tracking import Record, Status
from textract_processor.domain.validation import DocumentRejectedError


def taken_in(world: World, count: int) -> list[Record]:
    """So many documents, uploaded one after the other."""
    return [world.intake.take(world.upload(f"incoming/{n}.pdf", PDF + b"%d" % n)) for n in range(count)]


def statuses(world: World) -> list[Status]:
    return [record.status for record in world.tracking.records.values()]


@pytest.fixture
def full(world: World) -> World:
    """Textract takes one job; five documents have come."""
    world.textract.slots = 1
    taken_in(world, 5)
    return world


def test_what_textract_does_not_take_waits(full: World) -> None:
    assert statuses(full) == [Status.TEXTRACT_STARTED, *[Status.QUEUED] * 4]
    assert [record.s3_key for record in full.backlog.waiting] == [f"incoming/{n}.pdf" for n in range(1, 5)]


def test_as_many_are_started_as_textract_takes_the_longest_waiting_first(full: World) -> None:
    full.textract.slots = 3
    assert full.serve() == 2
    assert statuses(full) == [*[Status.TEXTRACT_STARTED] * 3, *[Status.QUEUED] * 2]


def test_textract_is_not_asked_again_after_it_refused(full: World) -> None:
    asked = full.textract.asked
    assert full.serve() == 0
    assert full.textract.asked == asked + 1


def test_what_one_dispatcher_could_not_start_is_at_once_free_for_the_next(full: World) -> None:
    full.serve()
    full.textract.slots = 9
    assert full.serve() == 4


def test_a_document_that_comes_later_does_not_overtake_those_that_wait(full: World) -> None:
    full.textract.slots, asked = 9, full.textract.asked
    late = full.intake.take(full.upload("incoming/late.pdf"))
    assert (late.status, full.textract.asked) == (Status.QUEUED, asked)
    assert full.serve() == 5
    assert list(full.textract.jobs.values())[-1] == full.tracking.records[late.processing_id].textract_job_id


def test_another_dispatcher_finds_nothing_while_one_has_the_head_in_hand(full: World) -> None:
    full.textract.slots = 9
    assert full.backlog.head() is not None
    assert full.serve() == 0
    full.backlog.visible_again()
    assert full.serve() == 4


def test_a_dispatcher_whose_time_is_up_leaves_the_rest(full: World) -> None:
    full.textract.slots, ticks = 9, iter([True, False])
    assert full.serve(lambda: next(ticks)) == 2
    assert len(full.backlog.waiting) == 2


def test_a_dispatcher_that_left_documents_for_want_of_time_has_another_woken(full: World) -> None:
    full.textract.slots = 9
    full.serve(lambda: False)
    assert (full.wake_up.calls, len(full.backlog.waiting)) == (1, 3)


def test_no_dispatcher_is_woken_where_an_end_of_a_job_has_to_come_first(full: World) -> None:
    full.textract.slots = 3
    full.serve()
    assert full.wake_up.calls == 0


def test_when_textract_takes_no_more_within_a_second_a_dispatcher_is_woken_in_the_next(full: World) -> None:
    full.textract.slots, full.textract.slots_error = 3, TooManyStartsError("Throttling", "slow down")
    assert full.serve() == 2
    assert full.wake_up.calls == 1


def test_a_dispatcher_that_started_nothing_leaves_the_waking_to_who_did(full: World) -> None:
    full.textract.slots_error = TooManyStartsError("Throttling", "slow down")
    assert full.serve() == 0
    assert full.wake_up.calls == 0


def test_a_document_that_was_put_twice_starts_once(full: World) -> None:
    full.textract.slots = 9
    full.backlog.put(full.backlog.waiting[0])
    assert full.serve() == 5
    assert len(full.textract.jobs) == 5


def test_a_document_whose_record_has_expired_leaves_the_backlog(full: World) -> None:
    full.tracking.records.clear()
    assert full.serve() == 4
    assert full.backlog.waiting == []


def test_a_document_that_textract_refuses_fails_and_holds_back_no_other(full: World) -> None:
    full.textract.start_error = DocumentRejectedError("InvalidS3Object", "gone")
    assert full.serve() == 4
    assert statuses(full) == [Status.TEXTRACT_STARTED, *[Status.FAILED] * 4]


def test_a_document_that_can_not_be_started_holds_up_no_other(world: World) -> None:
    world.textract.slots = 0
    taken_in(world, 10)
    world.textract.slots, world.textract.poison = 10, {"incoming/0.pdf": RetryableError("InternalServerError", "why?")}

    assert world.serve() == 9
    assert statuses(world) == [Status.QUEUED, *[Status.TEXTRACT_STARTED] * 9]
    assert world.put_aside == ["incoming/0.pdf", "incoming/0.pdf"], (
        "once from the queue, once from where it waits aside"
    )


def test_what_was_put_aside_is_started_as_soon_as_nothing_is_wrong_with_it_any_more(full: World) -> None:
    full.textract.slots, full.textract.poison = 9, {"incoming/1.pdf": OSError("no connection")}
    full.serve()
    full.textract.poison.clear()

    assert full.serve() == 0, "it rests"
    full.backlog.visible_again()
    assert full.serve() == 1
    assert statuses(full) == [Status.TEXTRACT_STARTED] * 5


def test_what_was_put_aside_waits_as_others_do_when_textract_is_busy(full: World) -> None:
    full.textract.slots, full.textract.poison = 2, {"incoming/1.pdf": OSError("no connection")}
    full.serve()
    full.textract.poison.clear()
    full.backlog.visible_again()
    full.backlog.waiting.clear()

    assert full.serve() == 0
    full.textract.slots = 3
    assert full.serve() == 1, "nobody has it in hand"


def test_when_no_document_can_be_started_the_queue_stays_as_it_is(full: World) -> None:
    full.textract.slots, full.textract.start_error = 9, OSError("no connection")

    with pytest.raises(OSError, match="no connection"):
        full.serve()
    assert (len(full.backlog.aside), len(full.backlog.waiting)) == (1, 3)


def test_two_documents_that_fail_far_from_each_other_are_both_put_aside(full: World) -> None:
    error = OSError("no connection")
    full.textract.slots, full.textract.poison = 9, {"incoming/1.pdf": error, "incoming/3.pdf": error}
    assert full.serve() == 2
    assert sorted(full.backlog.aside) == sorted(
        record.processing_id for record in full.tracking.records.values() if record.s3_key in full.textract.poison
    )


def test_all_of_many_documents_are_completed_once(world: World) -> None:
    world.textract.slots = 10
    taken_in(world, 100)
    for completion in world.textract.completions:
        world.textract.slots += 1
        world.serve()
        world.finish(completion)
    assert statuses(world) == [Status.COMPLETED] * 100
    assert (len(world.textract.jobs), len(world.results), len(world.processed_keys)) == (100, 100, 500)
    assert world.textract.asked <= 100 + 100 + 1, "one refusal for each dispatcher, and one for all the uploads"
