"""An upload becomes a Textract job or a failure with a reason, once."""

import json
from dataclasses import replace

import pytest

from lambda_kit.errors import RetryableError
from tests.systems.textract_processor.world import PDF, CrashError, World
from textract_processor.domain.ports import AnalysisBusyError, TooManyStartsError
from textract_processor.domain.tracking import Record, Status
from textract_processor.domain.transitions import analysed
from textract_processor.domain.validation import DocumentRejectedError


def test_an_upload_starts_one_job_and_is_tracked(world: World) -> None:
    record = world.intake.take(world.upload())
    assert record == world.only_record
    assert (record.status, record.textract_job_id) == (Status.TEXTRACT_STARTED, "job-1")
    assert (record.file_size_bytes, len(record.content_sha256 or "")) == (len(PDF), 64)
    assert world.textract.completions[0].job_tag == record.processing_id


def test_a_redelivered_event_starts_nothing(world: World) -> None:
    upload = world.upload()
    first = world.intake.take(upload)
    assert world.intake.take(upload) == first
    assert len(world.textract.jobs) == 1


def test_the_same_content_uploaded_again_starts_nothing(world: World) -> None:
    first = world.run(world.upload(version="v1"))
    assert world.intake.take(world.upload(version="v2")) == first
    assert len(world.textract.jobs) == 1


def test_new_content_under_the_same_key_is_a_new_run(world: World) -> None:
    world.run(world.upload(version="v1"))
    world.run(world.upload(body=PDF + b"changed", version="v2"))
    assert [record.status for record in world.tracking.records.values()] == [Status.COMPLETED] * 2


def test_a_rejected_upload_lies_under_failed_with_its_reason_beside_it(world: World) -> None:
    record = world.intake.take(world.upload("incoming/a/notes.pdf", b"plain text"))
    assert record.status is Status.FAILED
    assert world.store.objects["failed/2026-01-31/a/notes.pdf"].body == b"plain text"
    details = json.loads(world.store.objects["failed/2026-01-31/a/notes.pdf.error.json"].body)
    assert details["error"] == {"code": "UnsupportedFormat", "message": "the content is neither PDF nor TIFF"}
    assert details["processingId"] == record.processing_id
    assert not world.textract.jobs


def test_two_failures_of_one_name_on_one_day_keep_their_own_copies_and_reasons(world: World) -> None:
    first = world.intake.take(world.upload("incoming/notes.pdf", b"plain text", "v1"))
    second = world.intake.take(world.upload("incoming/notes.pdf", b"other text", "v2"))
    folder = "failed/2026-01-31"
    assert world.store.objects[f"{folder}/notes.pdf"].body == b"plain text"
    assert world.store.objects[f"{folder}/notes-2.pdf"].body == b"other text"
    for record, name in ((first, "notes.pdf"), (second, "notes-2.pdf")):
        details = json.loads(world.store.objects[f"{folder}/{name}.error.json"].body)
        assert details["processingId"] == record.processing_id


@pytest.mark.parametrize(
    ("key", "body", "code"),
    [
        ("incoming/a.pdf", b"", "EmptyDocument"),
        ("incoming/a.pdf", PDF + b"x" * 1000, "DocumentTooLarge"),
        ("incoming/a.pdf", b"plain text", "UnsupportedFormat"),
        ("incoming/a.tif", PDF, "MisleadingExtension"),
        ("incoming/a.PdF", b"II*\x00", "MisleadingExtension"),
        ("incoming/zwei wörter & 土地 (1)+📜.pdf", b"", "EmptyDocument"),
    ],
)
def test_each_kind_of_bad_document_fails_with_its_reason_and_a_copy(
    world: World, key: str, body: bytes, code: str
) -> None:
    record = world.intake.take(world.upload(key, body))
    assert record.failure is not None
    assert (record.status, record.failure.code) == (Status.FAILED, code)
    copy = key.replace("incoming/", "failed/2026-01-31/")
    assert world.store.objects[copy].body == body
    assert json.loads(world.store.objects[f"{copy}.error.json"].body)["error"]["code"] == code


def test_an_object_that_is_gone_fails_with_that_reason(world: World) -> None:
    upload = world.upload()
    world.store.versions.clear()
    record = world.intake.take(upload)
    assert record.failure is not None
    assert record.failure.code == "DocumentNotFound"
    assert list(world.store.objects) == ["failed/2026-01-31/deed.pdf.error.json"]


def test_a_document_that_textract_refuses_fails_with_textracts_reason(world: World) -> None:
    world.textract.start_error = DocumentRejectedError("BadDocument", "no pages")
    record = world.intake.take(world.upload())
    assert record.failure is not None
    assert (record.failure.code, record.failure.message) == ("BadDocument", "no pages")


@pytest.mark.parametrize("error", [AnalysisBusyError("Throttling", "slow"), RetryableError("InternalServerError", "")])
def test_what_textract_cannot_start_now_is_queued_and_waits(world: World, error: Exception) -> None:
    world.textract.start_error = error
    record = world.intake.take(world.upload())
    assert record.status is Status.QUEUED
    assert world.backlog.waiting == [record]


def test_a_document_that_came_too_fast_has_a_dispatcher_woken(world: World) -> None:
    world.textract.start_error = TooManyStartsError("Throttling", "slow down")
    world.intake.take(world.upload("incoming/first.pdf"))
    world.intake.take(world.upload("incoming/second.pdf"))
    assert (world.wake_up.calls, len(world.backlog.waiting)) == (1, 2)


def test_an_event_that_comes_again_while_its_document_waits_starts_nothing_out_of_turn(world: World) -> None:
    upload = world.upload()
    world.textract.slots = 0
    world.intake.take(upload)
    world.textract.slots = 9
    assert world.intake.take(upload).status is Status.QUEUED
    world.serve()
    assert (world.only_record.status, len(world.textract.jobs)) == (Status.TEXTRACT_STARTED, 1)


def test_a_failed_document_that_is_uploaded_again_gets_another_attempt(world: World) -> None:
    world.textract.start_error = DocumentRejectedError("BadDocument", "no pages")
    first = world.intake.take(world.upload(version="v1"))
    world.textract.start_error = None
    second = world.run(world.upload(version="v2"))
    assert second.status is Status.COMPLETED
    assert second.processing_id != first.processing_id
    assert world.tracking.records[first.processing_id].status is Status.FAILED


def test_old_and_new_events_after_a_second_attempt_start_nothing(world: World) -> None:
    world.textract.start_error = DocumentRejectedError("BadDocument", "no pages")
    old, new = world.upload(version="v1"), world.upload(version="v2")
    failed = world.intake.take(old)
    world.textract.start_error = None
    done = world.run(new)
    assert world.intake.take(old) == failed
    assert world.intake.take(new) == done
    assert len(world.textract.jobs) == 1


def test_a_second_version_that_resumes_a_queued_run_uses_the_same_job(world: World) -> None:
    first = world.upload(version="v1")
    world.fuse.blows_at = 11  # before the sixth call: the job is started, and the note of it is lost
    with pytest.raises(CrashError):
        world.intake.take(first)
    assert (world.only_record.status, len(world.textract.jobs)) == (Status.QUEUED, 1)
    record = world.intake.take(world.upload(version="v2"))
    assert record.s3_version_id == "v1"
    assert len(world.textract.jobs) == 1


def test_a_completion_that_is_faster_than_the_note_of_the_job_wins(world: World) -> None:
    upload = world.upload()
    start = world.textract.start

    def start_and_finish(*arguments: str) -> str:
        job_id = start(upload, *arguments[1:])
        record = world.only_record
        world.tracking.advance(record, analysed(record, job_id, world.now, 1, world.now))
        return job_id

    world.textract.start = start_and_finish  # type: ignore[assignment, method-assign]
    record = world.intake.take(upload)
    assert (record.status, record.textract_job_id) == (Status.TEXTRACT_COMPLETED, "job-1")


def test_a_record_that_appears_in_between_is_left_to_its_writer(world: World) -> None:
    upload = world.upload()
    rival = replace(world.intake.take(upload))
    world.tracking.records.clear()
    create = world.tracking.create

    def lose_the_race(record: Record) -> Record:
        create(rival)
        return create(record)

    world.tracking.create = lose_the_race  # type: ignore[method-assign]
    assert world.intake.take(upload) == rival
    assert len(world.textract.jobs) == 1


def test_a_record_whose_writing_was_done_but_not_heard_of_is_taken_on(world: World) -> None:
    create = world.tracking.create

    def write_twice(record: Record) -> Record:
        create(record)
        return create(replace(record, queued_at="2026-01-31T12:00:01.000Z"))

    world.tracking.create = write_twice  # type: ignore[method-assign]
    record = world.intake.take(world.upload())
    assert (record.status, len(world.textract.jobs)) == (Status.TEXTRACT_STARTED, 1)
