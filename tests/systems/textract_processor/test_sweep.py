"""Runs that wait too long for their next step get it, or end with a reason."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from lambda_kit.errors import RetryableError
from tests.systems.textract_processor.world import GRACES, HOUR, MINUTE, PDF, CrashError, MemoryStore, World
from textract_processor.domain.events import Completion
from textract_processor.domain.sweep import Finding
from textract_processor.domain.tracking import Record, Status


def always() -> bool:
    return True


def sweep(world: World, later: timedelta = timedelta(0)) -> dict[Finding, int]:
    """Time passes, and the sweeper runs."""
    world.now += later
    return dict(world.sweep.run(always))


def queued(world: World) -> Record:
    """A document that Textract has no room for."""
    world.textract.slots = 0
    return world.intake.take(world.upload())


def started(world: World, status: str = "SUCCEEDED") -> Record:
    """A document whose job has come to a status, and of which no message was ever heard."""
    record = world.intake.take(world.upload())
    world.textract.completions.clear()
    world.textract.statuses["job-1"] = status
    return record


def analysed(world: World) -> Record:
    """A document that the processor couldn't finish, and of which no message is left."""
    world.model.error = RetryableError("Throttling", "slow down")
    with pytest.raises(RetryableError):
        world.run(world.upload())
    world.model.error = None
    return world.only_record


def deliver_what_was_sent_on(world: World) -> Record:
    (body,) = world.channel.bodies
    return world.finish(Completion.from_message(body))


def failure(world: World) -> str | None:
    reason = world.only_record.failure
    return reason.code if reason else None


@pytest.mark.parametrize("make", [queued, started, analysed])
def test_a_run_within_its_grace_is_left_alone(world: World, make: Callable[[World], Record]) -> None:
    record = make(world)
    world.backlog.waiting.clear()
    assert sweep(world, GRACES[record.status].first - timedelta(seconds=1)) == {}


def test_a_run_that_has_ended_is_never_looked_at(world: World) -> None:
    world.run(world.upload())
    world.intake.take(world.upload("incoming/empty.pdf", b""))
    assert sweep(world, 1000 * HOUR) == {}


def test_a_queued_document_that_is_in_no_backlog_is_put_back_and_completes(world: World) -> None:
    record = queued(world)
    world.backlog.waiting.clear()
    assert sweep(world, 15 * MINUTE) == {Finding.PUT_BACK: 1}
    world.textract.slots = 1
    assert world.serve() == 1
    assert world.finish(world.textract.completions[0]).processing_id == record.processing_id
    assert world.only_record.status is Status.COMPLETED


def test_documents_that_wait_in_the_backlog_are_not_put_there_twice(world: World) -> None:
    queued(world)
    world.intake.take(world.upload("incoming/other.pdf"))
    assert sweep(world, 15 * MINUTE) == {Finding.WAITING: 2}
    assert len(world.backlog.waiting) == 2


def test_a_queued_document_with_a_job_that_nobody_noted_finds_the_same_job_again(world: World) -> None:
    record = started(world)
    world.tracking.records[record.processing_id] = queued_again(record)
    assert sweep(world, 15 * MINUTE) == {Finding.PUT_BACK: 1}
    world.serve()
    assert (world.only_record.textract_job_id, len(world.textract.jobs)) == ("job-1", 1)
    assert sweep(world, 15 * MINUTE) == {Finding.SENT_ON: 1}
    assert deliver_what_was_sent_on(world).status is Status.COMPLETED


def test_a_document_that_can_never_be_started_fails_with_the_reason(world: World) -> None:
    queued(world)
    assert sweep(world, 144 * HOUR) == {Finding.FAILED: 1}
    assert failure(world) == "NeverStarted"
    assert "failed/2026-01-31/deed.pdf" in world.store.objects


def test_a_rejection_that_was_cut_off_is_brought_to_its_end(world: World) -> None:
    world.intake.take(world.upload("incoming/notes.pdf", b"plain text"))
    record = world.only_record
    world.tracking.records[record.processing_id] = queued_again(record)
    assert sweep(world, 15 * MINUTE) == {Finding.FAILED: 1}
    assert failure(world) == "ValidationInterrupted"


@pytest.mark.parametrize("status", ["SUCCEEDED", "PARTIAL_SUCCESS"])
def test_the_completion_of_a_job_that_has_ended_is_sent_on(world: World, status: str) -> None:
    started(world, status)
    assert sweep(world, 15 * MINUTE) == {Finding.SENT_ON: 1}
    assert deliver_what_was_sent_on(world).status is Status.COMPLETED


def test_the_failure_of_a_job_is_sent_on(world: World) -> None:
    started(world, "FAILED")
    world.textract.result_extra = {"JobStatus": "FAILED", "StatusMessage": "encrypted"}
    assert sweep(world, 15 * MINUTE) == {Finding.SENT_ON: 1}
    deliver_what_was_sent_on(world)
    assert failure(world) == "TextractFailed"


def test_a_run_that_cannot_be_looked_at_holds_up_no_other(world: World) -> None:
    for key in ("incoming/first.pdf", "incoming/second.pdf", "incoming/third.pdf"):
        world.intake.take(world.upload(key, PDF + key.encode()))
    world.textract.statuses["job-2"] = RetryableError("InternalServerError", "try again")
    with pytest.raises(ExceptionGroup, match="1 overdue runs can't be looked at") as raised:
        sweep(world, later=HOUR)
    assert raised.value.exceptions == (world.textract.statuses["job-2"],)
    assert [json.loads(body)["JobId"] for body in world.channel.bodies] == ["job-1", "job-3"]


def test_a_job_that_runs_is_left_alone_until_it_has_run_too_long(world: World) -> None:
    started(world, "IN_PROGRESS")
    looks = [sweep(world, 5 * MINUTE) for _ in range(24)]
    assert [5 * (n + 1) for n, found in enumerate(looks) if found] == [15, 30, 60, 120]
    assert looks[-1] == {Finding.FAILED: 1}
    assert failure(world) == "AnalysisTimedOut"
    assert "failed/2026-01-31/deed.pdf.error.json" in world.store.objects


def test_a_job_that_ended_late_is_finished_all_the_same(world: World) -> None:
    started(world)
    assert sweep(world, 5 * HOUR) == {Finding.SENT_ON: 1}


def test_a_job_that_ended_is_sent_on_ever_more_rarely_when_its_time_is_long_over(world: World) -> None:
    started(world)
    sent = [sweep(world, HOUR) == {Finding.SENT_ON: 1} for _ in range(16)]
    assert [hour for hour, found in enumerate(sent, 1) if found] == [1, 2, 4, 8, 16]


def test_a_job_that_textract_has_forgotten_fails_its_document(world: World) -> None:
    started(world)
    world.textract.jobs.clear()
    assert sweep(world, 15 * MINUTE) == {Finding.FAILED: 1}
    assert failure(world) == "AnalysisLost"


def test_an_analysed_document_whose_message_is_lost_is_finished_under_the_same_names(world: World) -> None:
    record = analysed(world)
    assert sweep(world, 5 * HOUR) == {Finding.SENT_ON: 1}
    assert deliver_what_was_sent_on(world).status is Status.COMPLETED
    assert world.only_record.textract_completed_at == record.textract_completed_at


def test_a_document_that_nobody_can_finish_is_tried_ever_more_rarely_and_then_fails(world: World) -> None:
    analysed(world)
    looks = Counter[Finding]()
    for _ in range(24):
        looks.update(sweep(world, HOUR))
    assert looks == {Finding.SENT_ON: 3, Finding.FAILED: 1}  # at 5, 10, 20 and 24 hours
    assert failure(world) == "ProcessingTimedOut"


def test_a_run_that_gets_its_step_while_it_is_looked_at_is_left_to_it(world: World) -> None:
    record = started(world, "IN_PROGRESS")
    world.now += 2 * HOUR
    status = world.textract.status

    def finish_meanwhile(job_id: str) -> str | None:
        seen = status(job_id)
        world.finish(Completion(job_id, "SUCCEEDED", record.processing_id, world.now))
        return seen

    world.textract.status = finish_meanwhile  # type: ignore[method-assign]
    assert sweep(world) == {Finding.MOVED_ON: 1}
    assert world.only_record.status is Status.COMPLETED
    assert world.store.objects.keys() == set(world.processed_keys)


def test_who_wants_to_know_hears_of_a_failure_whose_notice_was_lost(world: World) -> None:
    world.fuse.blows_at = first_half_call_of_a_notice()
    with pytest.raises(CrashError):
        world.intake.take(world.upload("incoming/empty.pdf", b""))
    assert (world.only_record.status, world.notices.announced) == (Status.FAILED, [])

    assert sweep(world, 4 * MINUTE) == {}
    assert sweep(world, 1 * MINUTE) == {Finding.TOLD: 1}
    assert [record.failure for record in world.notices.announced] == [world.only_record.failure]
    assert sweep(world, 1000 * HOUR) == {}


def test_who_wants_to_know_hears_of_a_completion_whose_notice_was_lost(world: World) -> None:
    world.notices.error = RetryableError("InternalError", "the topic is busy")
    with pytest.raises(RetryableError):
        world.run(world.upload())
    assert world.only_record.status is Status.COMPLETED

    world.notices.error = None
    assert sweep(world, 4 * MINUTE) == {}
    assert sweep(world, 1 * MINUTE) == {Finding.TOLD: 1}
    assert [record.outputs for record in world.notices.announced] == [world.only_record.outputs]
    assert sweep(world, 1000 * HOUR) == {}


def first_half_call_of_a_notice() -> int:
    """Counted from the end: the notice is sent, then that is noted."""
    world = World()
    world.intake.take(world.upload("incoming/empty.pdf", b""))
    return world.fuse.count - 3


@pytest.mark.parametrize(("make", "later", "cost"), [(queued, 144, 0), (analysed, 24, Decimal("0.045"))])
def test_what_fails_in_the_sweepers_hands_tells_what_it_has_cost(
    world: World, make: Callable[[World], Record], later: int, cost: Decimal
) -> None:
    make(world)
    sweep(world, later * HOUR)
    (item,) = world.results
    assert (item["status"], item["textractCost"], item["totalCost"]) == ("FAILED", cost, cost)


def half_read(world: World) -> Record:
    """A document of which the model has answered the first question, and never answers the second."""
    world.model.v2_error = RetryableError("Throttling", "slow down")
    with pytest.raises(RetryableError):
        world.run(world.upload())
    return world.only_record


def die(*_: object) -> bool:
    raise CrashError


V1_COST = Decimal("0.000084")
"""Of Nova Lite's 1,000 tokens read and 100 written: $0.06 and $0.24 for a million."""


def test_what_the_model_was_paid_for_a_run_that_never_ends_stands_in_its_bill(world: World) -> None:
    half_read(world)
    for _ in range(3):
        world.now += 5 * MINUTE
        with pytest.raises(RetryableError):
            world.finish(world.textract.completions[0])

    assert sweep(world, 24 * HOUR) == {Finding.FAILED: 1}

    (item,) = world.results
    assert (item["modelId"], item["modelCalls"], item["modelCacheHits"]) == (world.model.model_id, 1, 0)
    assert (item["bedrockCost"], item["totalCost"]) == (V1_COST, V1_COST + Decimal("0.045"))


def test_so_does_what_was_paid_by_a_processor_that_died(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """It dies whenever it has its answers; the next one finds them kept, and notes them before it dies, too."""
    world.intake.take(world.upload())
    (completion,) = world.textract.completions
    with monkeypatch.context() as patch:
        patch.setattr(MemoryStore, "claim", die)
        for _ in range(2):
            with pytest.raises(CrashError):
                world.finish(completion)

    assert sweep(world, 24 * HOUR) == {Finding.FAILED: 1}

    (item,) = world.results
    assert (item["modelCalls"], item["bedrockCost"]) == (2, 2 * V1_COST)


def test_an_answer_for_which_another_run_was_charged_meanwhile_stays_on_the_bill(world: World) -> None:
    half_read(world)
    with pytest.raises(RetryableError):
        world.finish(world.textract.completions[0])
    for key, entry in world.cache.entries.items():
        world.cache.entries[key] = json.dumps(json.loads(entry) | {"payer": "proc-other"})
    with pytest.raises(RetryableError):
        world.finish(world.textract.completions[0])

    sweep(world, 24 * HOUR)
    assert world.results[0]["bedrockCost"] == V1_COST


def test_a_sweeper_whose_time_is_up_leaves_the_rest(world: World) -> None:
    for number in range(3):
        world.intake.take(world.upload(f"incoming/{number}.pdf", b"%%PDF-%d" % number))
    world.now += 15 * MINUTE
    ticks = iter([True, False])
    assert world.sweep.run(lambda: next(ticks)) == {Finding.SENT_ON: 1}


def queued_again(record: Record) -> Record:
    """The record as it was before the note of what happened next."""
    return Record(
        **{
            **vars(record),
            "status": Status.QUEUED,
            "textract_job_id": None,
            "textract_started_at": None,
            "failure": None,
            "failed_at": None,
            "due_at": record.queued_at,
        }
    )
