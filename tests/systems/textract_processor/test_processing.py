"""A finished Textract job becomes five outputs and a result, once."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from lambda_kit.errors import RetryableError
from tests.systems.textract_processor.world import V1_ANSWER, MemoryTracking, World, tagless
from textract_processor.domain.events import Completion
from textract_processor.domain.resources import validator
from textract_processor.domain.tracking import Record, Status
from textract_processor.domain.transitions import started
from textract_processor.domain.validation import DocumentRejectedError


def completion_of(world: World) -> Completion:
    """A document is taken in; the message that Textract publishes for it."""
    world.intake.take(world.upload())
    (completion,) = world.textract.completions
    return completion


def test_a_document_completes_with_five_outputs_and_a_result(world: World) -> None:
    record = world.run(world.upload())
    assert record.status is Status.COMPLETED
    assert world.processed_keys == [
        f"processed/2026-01-31/deed_{infix}_20260131_120000{suffix}"
        for infix, suffix in [
            ("schema_extensions", ".md"),
            ("textract_raw", ".json"),
            ("v1_schema", ".json"),
            ("v2_dynamic", ".json"),
            ("v2_summary", ".md"),
        ]
    ]
    assert set(record.outputs) == {"v1Schema", "v2Dynamic", "textractRaw", "schemaExtensions", "v2Summary"}
    (item,) = world.results
    assert (item["salePrice"], item["v1OutputS3"]) == (425000, record.outputs["v1Schema"])


def test_the_outputs_say_what_was_found_and_where_it_came_from(world: World) -> None:
    record = world.run(world.upload())
    v1 = world.store.json(record.outputs["v1Schema"])
    assert validator("v1_output")(v1)
    assert {name: field["value"] for name, field in v1["fields"].items()} == V1_ANSWER
    assert v1["source"]["sha256"] == record.content_sha256
    v2 = world.store.json(record.outputs["v2Dynamic"])
    assert [section["title"] for section in v2["sections"]] == ["Recording", "Other content"]
    assert world.store.json(record.outputs["textractRaw"])["Blocks"] == world.textract.paper.blocks
    assert "Title Officer" in world.store.text(record.outputs["schemaExtensions"])
    assert "# Summary: incoming/deed.pdf" in world.store.text(record.outputs["v2Summary"])


def test_costs_of_pages_and_tokens_are_summed(world: World) -> None:
    world.run(world.upload())
    (item,) = world.results
    assert item["textractCost"] == Decimal("0.045")
    assert item["bedrockCost"] == 2 * (Decimal("0.00006") + Decimal("0.000024"))


def test_a_message_that_comes_again_has_no_effect(world: World) -> None:
    completion = completion_of(world)
    done = world.finish(completion)
    objects = dict(world.store.objects)
    world.now += timedelta(minutes=10)
    assert world.finish(completion) == done
    assert (world.store.objects, len(world.model.prompts)) == (objects, 2)


def test_a_message_without_tag_finds_its_record_by_the_job(world: World) -> None:
    assert world.finish(tagless(completion_of(world))).status is Status.COMPLETED


def test_a_message_whose_record_is_not_there_yet_has_to_come_again(world: World) -> None:
    completion = tagless(completion_of(world))
    world.tracking.index_is_current = False
    with pytest.raises(RetryableError, match="no record"):
        world.finish(completion)


def test_a_message_before_the_note_of_the_job_is_found_by_its_tag(world: World) -> None:
    completion = completion_of(world)
    record = world.only_record
    world.tracking.records[record.processing_id] = replace(
        record, status=Status.QUEUED, textract_job_id=None, textract_started_at=None
    )
    done = world.finish(completion)
    assert (done.status, done.textract_job_id) == (Status.COMPLETED, completion.job_id)


def test_the_note_of_the_job_coming_in_between_does_no_harm(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    completion = completion_of(world)
    noted = world.only_record
    queued = replace(noted, status=Status.QUEUED, textract_job_id=None, textract_started_at=None)
    world.tracking.records[noted.processing_id] = queued
    read = MemoryTracking.get

    def read_then_note(tracking: MemoryTracking, processing_id: str) -> Record | None:
        seen = read(tracking, processing_id)
        if seen == queued:
            tracking.advance(queued, started(queued, completion.job_id, world.now))
        return seen

    monkeypatch.setattr(MemoryTracking, "get", read_then_note)
    assert world.finish(completion).status is Status.COMPLETED


def test_the_message_of_another_job_than_the_runs_has_no_effect(world: World) -> None:
    completion = completion_of(world)
    record = world.finish(replace(completion, job_id="job-of-a-lost-start"))
    assert record.status is Status.TEXTRACT_STARTED
    assert world.finish(completion).status is Status.COMPLETED


def test_a_job_that_failed_rejects_the_document_with_textracts_reason(world: World) -> None:
    world.textract.result_extra = {"JobStatus": "FAILED", "StatusMessage": "encrypted"}
    record = world.run(world.upload())
    assert (record.status, record.textract_job_id) == (Status.FAILED, "job-1")
    assert record.failure is not None
    assert (record.failure.code, record.failure.message) == ("TextractFailed", "encrypted")
    assert "failed/2026-01-31/deed.pdf" in world.store.objects
    assert not world.model.prompts


def test_a_partial_success_is_processed_and_its_missing_pages_are_flagged(world: World) -> None:
    warnings = [{"ErrorCode": "INTERNAL_ERROR", "Pages": [3, 2]}]
    world.textract.result_extra = {"JobStatus": "PARTIAL_SUCCESS", "Warnings": warnings}
    record = world.run(world.upload())
    assert (record.status, record.missing_pages) == (Status.COMPLETED, (2, 3))
    assert world.store.json(record.outputs["v1Schema"])["missingPages"] == [2, 3]
    assert "pages 2, 3" in world.store.text(record.outputs["v2Summary"])


def test_a_model_without_a_usable_answer_rejects_the_document(world: World) -> None:
    world.model.v1 = ["no"]
    record = world.run(world.upload())
    assert record.failure is not None
    assert record.failure.code == "ModelAnswerUnusable"
    assert world.processed_keys == []


def test_when_the_model_is_busy_the_message_has_to_come_again_and_then_completes(world: World) -> None:
    completion = completion_of(world)
    world.model.error = RetryableError("Throttling", "slow down")
    with pytest.raises(RetryableError):
        world.finish(completion)
    assert world.only_record.status is Status.TEXTRACT_COMPLETED
    world.model.error = None
    assert world.finish(completion).status is Status.COMPLETED


def test_two_documents_of_one_name_in_one_second_keep_their_own_outputs(world: World) -> None:
    first = world.run(world.upload("incoming/deed.pdf"))
    second = world.run(world.upload("incoming/deed.tif", b"II*\x00 a scan"))
    assert len(world.processed_keys) == 10
    assert "/deed-2_v1_schema_" in second.outputs["v1Schema"]
    for record in (first, second):
        assert world.store.json(record.outputs["v1Schema"])["processingId"] == record.processing_id


def test_a_document_that_was_rejected_for_its_length_says_so(world: World) -> None:
    world.model.error = DocumentRejectedError("DocumentTooLong", "Input is too long")
    assert world.run(world.upload()).status is Status.FAILED


def test_pages_beyond_the_prompts_limit_are_flagged(world: World) -> None:
    world.textract.paper.page().line("word " * 4000)
    record = world.run(world.upload())
    assert world.store.json(record.outputs["v1Schema"])["omittedPages"] == [2]


def test_outputs_of_a_repeated_run_are_the_same_bytes(world: World) -> None:
    first, second = World(), World(now=world.now + timedelta(hours=1))
    first.run(first.upload())
    second.run(replace(second.upload(), uploaded_at=first.now))
    assert json.dumps(first.processed_keys) == json.dumps(second.processed_keys)
    assert [first.store.objects[key].body for key in first.processed_keys] == [
        second.store.objects[key].body for key in second.processed_keys
    ]


def test_everything_that_operators_measure_is_observed_once(world: World) -> None:
    upload = world.upload()
    world.run(upload)
    world.finish(world.textract.completions[0])
    expected = ["upload received", "job started", "job ended", "answer", "answer", "document completed"]
    assert world.telemetry.seen == expected


def test_a_failed_job_is_observed_as_one(world: World) -> None:
    world.textract.result_extra = {"JobStatus": "FAILED"}
    world.run(world.upload())
    assert world.telemetry.seen[2:] == ["document failed", "job failed"]


def test_answers_from_the_cache_are_observed_and_free(world: World) -> None:
    world.run(world.upload("incoming/a.pdf"))
    world.run(world.upload("incoming/b.pdf"))
    assert world.telemetry.seen.count("answer from the cache") == 2
    assert [item["bedrockCost"] > 0 for item in world.results] == [True, False]
    assert world.results[1]["modelCacheHits"] == 2


def test_who_wants_to_know_hears_of_every_end(world: World) -> None:
    good = world.run(world.upload("incoming/good.pdf"))
    world.textract.result_extra = {"JobStatus": "FAILED"}
    bad = world.run(world.upload("incoming/bad.pdf", b"%PDF- bad"))
    assert [replace(record, due_at=None) for record in world.notices.announced] == [good, bad]


def test_a_notice_is_sent_once_however_often_the_message_comes(world: World) -> None:
    completion = completion_of(world)
    for _ in range(3):
        world.finish(completion)
    world.finish(replace(completion, job_id="job-of-a-lost-start"))
    assert [record.status for record in world.notices.announced] == [Status.COMPLETED]


def test_a_notice_that_was_not_taken_comes_with_the_message_that_comes_again(world: World) -> None:
    completion = completion_of(world)
    world.notices.error = RetryableError("InternalError", "the topic is busy")
    with pytest.raises(RetryableError):
        world.finish(completion)
    assert (world.only_record.status, world.notices.announced) == (Status.COMPLETED, [])

    world.notices.error = None
    assert world.finish(completion).due_at is None
    assert len(world.notices.announced) == 1


def test_nothing_is_due_where_nobody_wants_to_know(world: World) -> None:
    world.notices.are_wanted = False
    assert world.run(world.upload()).due_at is None
    assert world.only_record.due_at is None


def test_a_failure_has_an_item_of_results(world: World) -> None:
    world.model.v1 = ["no"]
    record = world.run(world.upload())
    (item,) = world.results
    assert (item["processingId"], item["status"], item["failureCode"]) == (
        record.processing_id,
        "FAILED",
        "ModelAnswerUnusable",
    )
    assert (item["modelCalls"], item["textractCost"]) == (2, Decimal("0.045"))


def test_the_model_is_told_until_when_there_is_time(world: World) -> None:
    completion = completion_of(world)
    world.finish(completion)
    assert {errand.deadline for errand in world.model.errands} == {world.now + timedelta(minutes=15)}
