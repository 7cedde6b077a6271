"""The bucket, on S3."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import boto3
import pytest

from lambda_kit.errors import RetryableError
from tests.systems.textract_processor.adapters.conftest import StubbedClient
from tests.systems.textract_processor.world import NOON
from textract_processor.adapters.answer_cache import S3AnswerCache
from textract_processor.adapters.documents import S3Documents
from textract_processor.adapters.kept_analyses import S3KeptAnalyses
from textract_processor.domain.analyses import Kept
from textract_processor.domain.analysis import AnalysisResult
from textract_processor.domain.events import Upload
from textract_processor.domain.validation import DocumentRejectedError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BUCKET = "bucket"
KEY = "incoming/a b+c'\"é😀.pdf"


@pytest.fixture
def s3(aws_in_memory: None) -> "S3Client":
    client = boto3.client("s3")
    client.create_bucket(Bucket=BUCKET)
    client.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    return client


@pytest.fixture
def documents(s3: "S3Client") -> S3Documents:
    return S3Documents(s3)


def upload_of(s3: "S3Client", body: bytes) -> Upload:
    stored = s3.put_object(Bucket=BUCKET, Key=KEY, Body=body)
    return Upload(BUCKET, KEY, stored["ETag"], stored["VersionId"], NOON)


def body_of(s3: "S3Client", key: str) -> bytes:
    return s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()


def test_the_announced_version_is_read_though_a_newer_one_is_there(s3: "S3Client", documents: S3Documents) -> None:
    old = upload_of(s3, b"old")
    upload_of(s3, b"newer")
    with documents.open(old) as document:
        assert (document.size, b"".join(document.chunks)) == (3, b"old")


def test_a_missing_object_is_the_documents_fault(documents: S3Documents) -> None:
    gone = Upload(BUCKET, "incoming/gone.pdf", "etag", None, NOON)
    with pytest.raises(DocumentRejectedError, match="is no more"), documents.open(gone):
        pass


def test_a_version_that_was_deleted_is_the_documents_fault(s3: "S3Client", documents: S3Documents) -> None:
    upload = upload_of(s3, b"old")
    s3.delete_object(Bucket=BUCKET, Key=KEY, VersionId=upload.version_id or "")
    with pytest.raises(DocumentRejectedError), documents.open(upload):
        pass


def test_a_version_is_copied_whatever_its_name(s3: "S3Client", documents: S3Documents) -> None:
    old = upload_of(s3, b"old")
    upload_of(s3, b"newer")
    documents.copy(BUCKET, KEY, old.version_id, "failed/copy.pdf")
    assert body_of(s3, "failed/copy.pdf") == b"old"


def test_what_is_gone_needs_no_copy(s3: "S3Client", documents: S3Documents) -> None:
    documents.copy(BUCKET, "incoming/gone.pdf", None, "failed/copy.pdf")
    assert "Contents" not in s3.list_objects_v2(Bucket=BUCKET)


def test_a_name_belongs_to_the_run_that_claims_it_first(s3: "S3Client", documents: S3Documents) -> None:
    assert documents.claim(BUCKET, "processed/a.json", b"first", "application/json", "proc-1")
    assert documents.claim(BUCKET, "processed/a.json", b"again", "application/json", "proc-1")
    assert not documents.claim(BUCKET, "processed/a.json", b"other", "application/json", "proc-2")
    assert body_of(s3, "processed/a.json") == b"first"


def test_an_object_has_its_media_type(s3: "S3Client", documents: S3Documents) -> None:
    documents.put(BUCKET, "processed/a.md", b"# a", "text/markdown")
    assert s3.head_object(Bucket=BUCKET, Key="processed/a.md")["ContentType"] == "text/markdown"


def test_a_name_that_is_being_claimed_by_another_has_to_wait(stubbed: StubbedClient) -> None:
    client, stubber = stubbed("s3")
    stubber.add_client_error("put_object", "ConditionalRequestConflict", http_status_code=409)
    with pytest.raises(RetryableError):
        S3Documents(client).claim(BUCKET, "processed/a.json", b"", "application/json", "proc-1")


def open_document(documents: S3Documents) -> None:
    with documents.open(Upload(BUCKET, KEY, "etag", None, NOON)):
        raise AssertionError("opened")


def copy_document(documents: S3Documents) -> None:
    documents.copy(BUCKET, KEY, None, "failed/copy.pdf")


def claim_name(documents: S3Documents) -> None:
    documents.claim(BUCKET, "processed/a.json", b"", "application/json", "proc-1")


@pytest.mark.parametrize(
    ("operation", "use"),
    [("get_object", open_document), ("copy_object", copy_document), ("put_object", claim_name)],
)
def test_any_other_error_is_not_hidden(
    stubbed: StubbedClient, operation: str, use: Callable[[S3Documents], None]
) -> None:
    client, stubber = stubbed("s3")
    stubber.add_client_error(operation, "AccessDenied", http_status_code=403)
    with pytest.raises(client.exceptions.ClientError, match="AccessDenied"):
        use(S3Documents(client))


def test_a_result_is_kept_with_its_job_and_payer_and_found_again(s3: "S3Client") -> None:
    kept, result = S3KeptAnalyses(s3, BUCKET), AnalysisResult({"JobStatus": "SUCCEEDED", "Blocks": [{"Text": "é"}]})
    assert (kept.find("abc"), kept.load("abc")) == (None, None)
    kept.keep("abc", Kept("job-1", "proc-1"), result)
    assert (kept.find("abc"), kept.load("abc")) == (Kept("job-1", "proc-1"), result)
    assert body_of(s3, "cache/textract/tables-forms-layout/abc.json")


@pytest.mark.parametrize("operation", ["head_object", "get_object"])
def test_a_kept_result_that_may_not_be_read_is_not_taken_for_none(stubbed: StubbedClient, operation: str) -> None:
    client, stubber = stubbed("s3")
    stubber.add_client_error(operation, "403" if operation == "head_object" else "AccessDenied", http_status_code=403)
    kept = S3KeptAnalyses(client, BUCKET)
    with pytest.raises(client.exceptions.ClientError):
        (kept.find if operation == "head_object" else kept.load)("abc")


def test_an_answer_is_kept_and_found_again(s3: "S3Client") -> None:
    cache = S3AnswerCache(s3, BUCKET)
    assert cache.get("abc") is None
    cache.put("abc", '{"é": 1}')
    assert cache.get("abc") == '{"é": 1}'
    assert body_of(s3, "cache/bedrock/abc.json")
