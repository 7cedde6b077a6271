"""Reading what sets the system to work."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from textract_processor.domain.events import Completion, MalformedEventError, Upload


def object_created(**stored: Any) -> dict[str, Any]:
    return {
        "source": "aws.s3",
        "detail-type": "Object Created",
        "time": "2026-01-31T12:00:00Z",
        "detail": {"bucket": {"name": "bucket"}, "object": {"key": "incoming/a+b %.pdf", "etag": "e", **stored}},
    }


def test_an_upload_is_read_with_its_key_as_it_is() -> None:
    upload = Upload.from_event(object_created(**{"version-id": "v1"}))
    assert (upload.key, upload.version_id) == ("incoming/a+b %.pdf", "v1")
    assert upload.uploaded_at == datetime(2026, 1, 31, 12, tzinfo=UTC)


def test_a_bucket_without_versions_has_none() -> None:
    assert Upload.from_event(object_created()).version_id is None


@pytest.mark.parametrize("event", [{}, {"detail": None}, {**object_created(), "time": "noon"}])
def test_another_event_is_malformed(event: dict[str, Any]) -> None:
    with pytest.raises(MalformedEventError, match="Object Created"):
        Upload.from_event(event)


def test_a_completion_is_read_from_textracts_message() -> None:
    message = {
        "JobId": "job-1",
        "Status": "SUCCEEDED",
        "API": "StartDocumentAnalysis",
        "JobTag": "proc-1",
        "Timestamp": 1769860800123,
        "DocumentLocation": {"S3ObjectName": "incoming/deed.pdf", "S3Bucket": "bucket"},
    }
    completion = Completion.from_message(json.dumps(message))
    assert (completion.job_id, completion.job_tag) == ("job-1", "proc-1")
    assert completion.ended_at == datetime(2026, 1, 31, 12, 0, 0, 123000, tzinfo=UTC)


def test_a_message_of_our_own_reads_as_it_was_meant() -> None:
    completion = Completion("job-1", "PARTIAL_SUCCESS", "proc-1", datetime(2026, 1, 31, 12, tzinfo=UTC))
    assert Completion.from_message(completion.to_message()) == completion


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"JobId": "j", "Status": "S", "Timestamp": "soon"}'])
def test_another_message_is_malformed(body: str) -> None:
    with pytest.raises(MalformedEventError):
        Completion.from_message(body)
