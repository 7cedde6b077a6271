"""Document analysis, on Textract."""

from typing import Any

import pytest
from botocore.exceptions import ConnectionClosedError, EndpointConnectionError, ReadTimeoutError

from lambda_kit.errors import RetryableError
from tests.systems.textract_processor.adapters.conftest import StubbedClient
from tests.systems.textract_processor.world import NOON
from textract_processor.adapters.textract import BLOCKS_PER_PAGE, TextractAnalysis
from textract_processor.domain.events import Upload
from textract_processor.domain.ports import AnalysisBusyError, TooManyStartsError
from textract_processor.domain.validation import DocumentRejectedError

TOPIC = "arn:aws:sns:us-east-1:000000000000:AmazonTextract-topic"
ROLE = "arn:aws:iam::000000000000:role/textract"
UPLOAD = Upload("bucket", "incoming/deed.pdf", "etag", "v1", NOON)


def test_a_job_is_started_with_features_token_tag_and_channel(stubbed: StubbedClient) -> None:
    client, stubber = stubbed("textract")
    expected = {
        "DocumentLocation": {"S3Object": {"Bucket": "bucket", "Name": "incoming/deed.pdf", "Version": "v1"}},
        "FeatureTypes": ["TABLES", "FORMS", "LAYOUT"],
        "ClientRequestToken": "token",
        "JobTag": "proc-1",
        "NotificationChannel": {"SNSTopicArn": TOPIC, "RoleArn": ROLE},
    }
    stubber.add_response("start_document_analysis", {"JobId": "job-1"}, expected)
    assert TextractAnalysis(client, TOPIC, ROLE).start(UPLOAD, "token", "proc-1") == "job-1"


@pytest.mark.parametrize(
    "code",
    ["UnsupportedDocumentException", "BadDocumentException", "DocumentTooLargeException", "InvalidS3ObjectException"],
)
def test_what_is_the_documents_fault_rejects_it(stubbed: StubbedClient, code: str) -> None:
    client, stubber = stubbed("textract")
    stubber.add_client_error("start_document_analysis", code, "no good")
    with pytest.raises(DocumentRejectedError) as caught:
        TextractAnalysis(client, TOPIC, ROLE).start(UPLOAD, "token", "proc-1")
    assert (caught.value.code, caught.value.message) == (code.removesuffix("Exception"), "no good")


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("LimitExceededException", AnalysisBusyError),
        ("ProvisionedThroughputExceededException", TooManyStartsError),
        ("ThrottlingException", TooManyStartsError),
    ],
)
def test_a_busy_textract_is_asked_again_later(stubbed: StubbedClient, code: str, error: type[Exception]) -> None:
    client, stubber = stubbed("textract")
    stubber.add_client_error("start_document_analysis", code, "slow down")
    with pytest.raises(AnalysisBusyError) as caught:
        TextractAnalysis(client, TOPIC, ROLE).start(UPLOAD, "token", "proc-1")
    assert type(caught.value) is error


def test_a_failing_textract_is_asked_again_and_is_not_taken_for_a_busy_one(stubbed: StubbedClient) -> None:
    client, stubber = stubbed("textract")
    stubber.add_client_error("start_document_analysis", "InternalServerError", "sorry")
    with pytest.raises(RetryableError) as caught:
        TextractAnalysis(client, TOPIC, ROLE).start(UPLOAD, "token", "proc-1")
    assert not isinstance(caught.value, AnalysisBusyError)


@pytest.mark.parametrize("silence", [ReadTimeoutError, ConnectionClosedError, EndpointConnectionError])
def test_a_textract_that_does_not_answer_is_asked_again_and_is_not_taken_for_a_busy_one(silence: Any) -> None:
    class Silent:
        def start_document_analysis(self, **_: Any) -> Any:
            raise silence(endpoint_url="textract")

    silent: Any = Silent()
    with pytest.raises(RetryableError, match="did not answer") as caught:
        TextractAnalysis(silent, TOPIC, ROLE).start(UPLOAD, "token", "proc-1")
    assert not isinstance(caught.value, AnalysisBusyError)


def test_another_error_is_not_hidden(stubbed: StubbedClient) -> None:
    client, stubber = stubbed("textract")
    stubber.add_client_error("start_document_analysis", "AccessDeniedException", "no")
    with pytest.raises(client.exceptions.AccessDeniedException):
        TextractAnalysis(client, TOPIC, ROLE).start(UPLOAD, "token", "proc-1")


def test_all_pages_of_a_result_are_joined(stubbed: StubbedClient) -> None:
    client, stubber = stubbed("textract")
    for number, token in ((1, "t2"), (2, "t3"), (3, None)):
        answer = {"JobStatus": "SUCCEEDED", "DocumentMetadata": {"Pages": 2}, "Blocks": [{"Id": str(number)}]}
        asked = {"JobId": "job-1", "MaxResults": BLOCKS_PER_PAGE} | ({"NextToken": f"t{number}"} if number > 1 else {})
        stubber.add_response("get_document_analysis", answer | ({"NextToken": token} if token else {}), asked)
    result = TextractAnalysis(client).result("job-1")
    assert [block["Id"] for block in result.blocks] == ["1", "2", "3"]
    assert (result.page_count, result.has_failed) == (2, False)
    assert not {"NextToken", "ResponseMetadata"} & set(result.raw)


def test_a_failed_job_has_a_reason_and_no_blocks(stubbed: StubbedClient) -> None:
    client, stubber = stubbed("textract")
    stubber.add_response("get_document_analysis", {"JobStatus": "FAILED", "StatusMessage": "encrypted"})
    result = TextractAnalysis(client).result("job-1")
    assert (result.has_failed, result.status_message, list(result.blocks)) == (True, "encrypted", [])


def test_pages_that_could_not_be_read_are_missing(stubbed: StubbedClient) -> None:
    client, stubber = stubbed("textract")
    warnings = [{"ErrorCode": "A", "Pages": [3]}, {"ErrorCode": "B", "Pages": [2, 3]}, {"ErrorCode": "C"}]
    stubber.add_response(
        "get_document_analysis",
        {"JobStatus": "PARTIAL_SUCCESS", "Warnings": warnings, "DocumentMetadata": {"Pages": 3}, "Blocks": []},
    )
    assert TextractAnalysis(client).result("job-1").missing_pages == (2, 3)


@pytest.mark.parametrize("status", ["IN_PROGRESS", "SUCCEEDED", "FAILED", "PARTIAL_SUCCESS"])
def test_a_jobs_status_is_asked_for_with_the_smallest_answer(stubbed: StubbedClient, status: str) -> None:
    client, stubber = stubbed("textract")
    stubber.add_response("get_document_analysis", {"JobStatus": status}, {"JobId": "job-1", "MaxResults": 1})
    assert TextractAnalysis(client).status("job-1") == status


def test_a_job_that_textract_has_forgotten_has_no_status(stubbed: StubbedClient) -> None:
    client, stubber = stubbed("textract")
    stubber.add_client_error("get_document_analysis", "InvalidJobIdException")
    assert TextractAnalysis(client).status("job-1") is None


def test_a_status_that_cannot_be_asked_for_is_not_taken_for_a_forgotten_job(stubbed: StubbedClient) -> None:
    client, stubber = stubbed("textract")
    stubber.add_client_error("get_document_analysis", "AccessDeniedException")
    with pytest.raises(client.exceptions.AccessDeniedException):
        TextractAnalysis(client).status("job-1")


def test_a_job_that_still_runs_is_asked_for_later(stubbed: StubbedClient) -> None:
    client, stubber = stubbed("textract")
    stubber.add_response("get_document_analysis", {"JobStatus": "IN_PROGRESS"})
    with pytest.raises(RetryableError, match="has not ended"):
        TextractAnalysis(client).result("job-1")
