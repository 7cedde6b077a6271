import json

import pytest

from harness.errors import SubmitError
from harness.submit.documents import Document
from harness.submit.journey import Journey
from harness.submit.summary import DocumentResult, summarize
from tests.unit.harness.submit.conftest import RecordAt

V1 = {
    "processingId": "proc-1",
    "model": "amazon.nova-lite-v1:0",
    "fields": {"county": {"value": "King", "confidence": 99.5, "pages": [1], "blockIds": ["w1"]}},
}
OUTPUTS = {"v1Schema": "s3://bucket/processed/deed_v1.json"}


def read_output(address: str) -> bytes:
    assert address == OUTPUTS["v1Schema"]
    return json.dumps(V1).encode()


def test_a_completed_document_prints_as_one_json_object(journey: Journey, record_at: RecordAt) -> None:
    journey.advance([record_at("COMPLETED", outputs=OUTPUTS)])

    result = summarize(journey, read_output)

    assert result.succeeded
    assert result.model_dump(mode="json", by_alias=True) == {
        "file": "deed.pdf",
        "key": "incoming/deed.pdf",
        "processingId": "proc-1",
        "status": "COMPLETED",
        "duplicate": False,
        "reason": None,
        "model": "amazon.nova-lite-v1:0",
        "fields": V1["fields"],
        "outputs": OUTPUTS,
        "timings": journey.timings,
    }
    assert DocumentResult.model_validate_json(result.model_dump_json(by_alias=True)) == result


def test_a_failed_document_carries_the_reason_and_no_fields(journey: Journey, record_at: RecordAt) -> None:
    journey.advance([record_at("FAILED")])

    result = summarize(journey, read_output)

    assert not result.succeeded
    assert (result.status, result.reason, result.fields) == ("FAILED", "EmptyFile: it has no bytes", {})


def test_a_refused_document_has_no_run(document: Document) -> None:
    journey = Journey(document)
    journey.refuse("never sent")

    result = summarize(journey, read_output)

    assert (result.processing_id, result.timings, result.reason) == (None, {}, "never sent")


def test_a_completed_record_without_readable_output_is_no_success(journey: Journey, record_at: RecordAt) -> None:
    def unreadable(address: str) -> bytes:
        raise SubmitError(f"Can't read {address}: NoSuchKey")

    journey.advance([record_at("COMPLETED", outputs=OUTPUTS)])

    result = summarize(journey, unreadable)

    assert not result.succeeded
    assert result.reason == "Can't read s3://bucket/processed/deed_v1.json: NoSuchKey"


@pytest.mark.parametrize("outputs", [{}, {"v2Dynamic": "s3://b/k"}])
def test_a_completed_record_that_names_no_v1_output_is_no_success(
    journey: Journey, record_at: RecordAt, outputs: dict[str, str]
) -> None:
    journey.advance([record_at("COMPLETED", outputs=outputs)])

    assert summarize(journey, read_output).reason == "the record names no output v1Schema"
