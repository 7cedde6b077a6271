"""boto3 -> engine -> the Textract that reads."""

from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from trp import Document

from harness.clients import Clients
from harness.samples import Sample, write_broken_samples, write_oddly_named_samples, write_samples
from tests.integration.completions import Completions
from tests.integration.textract_jobs import BUCKET_PREFIX, all_blocks, upload

FEATURES = ["TABLES", "FORMS", "LAYOUT"]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Sample]:
    return write_samples(tmp_path_factory.mktemp("samples"), seed=11)


@pytest.fixture
def bucket(aws: Clients, account: str) -> str:
    name = f"{BUCKET_PREFIX}{account}"
    aws.client("s3").create_bucket(Bucket=name)
    return name


@pytest.fixture
def completions(aws: Clients) -> Completions:
    return Completions.subscribe(aws)


@pytest.mark.parametrize("number", [0, 1], ids=["pdf", "scan"])
def test_a_job_reads_the_uploaded_document_and_announces_its_end(
    aws: Clients, bucket: str, completions: Completions, samples: list[Sample], number: int
) -> None:
    sample = samples[number]
    key = f"incoming/{sample.path.name}"
    location = upload(aws.client("s3"), bucket, key, sample.path)
    textract = aws.client("textract")

    job_id = textract.start_document_analysis(
        DocumentLocation=location, FeatureTypes=FEATURES, JobTag="proc-1", NotificationChannel=completions.channel
    )["JobId"]
    message = completions.wait_for(job_id)

    assert message.pop("Timestamp") > 1_600_000_000_000, "milliseconds"
    assert message == {
        "JobId": job_id,
        "Status": "SUCCEEDED",
        "API": "StartDocumentAnalysis",
        "JobTag": "proc-1",
        "DocumentLocation": {"S3ObjectName": key, "S3Bucket": bucket},
    }
    document = Document({"Blocks": all_blocks(textract, job_id)})
    assert [len(table) for table in _tables(document)] == [len(table.rows) for table in sample.truth.tables]
    assert _fields(document).keys() >= {pair.key for pair in sample.truth.key_values}


def test_a_text_layer_is_read_without_a_mistake(
    aws: Clients, bucket: str, completions: Completions, samples: list[Sample]
) -> None:
    job_id = _finished_job(aws, bucket, completions, samples[0])

    document = Document({"Blocks": all_blocks(aws.client("textract"), job_id)})

    truth = samples[0].truth
    assert _fields(document).items() >= {(pair.key, pair.value) for pair in truth.key_values}
    assert _tables(document) == [table.rows for table in truth.tables]


def _finished_job(aws: Clients, bucket: str, completions: Completions, sample: Sample) -> str:
    location = upload(aws.client("s3"), bucket, "deed.pdf", sample.path)
    job: str = aws.client("textract").start_document_analysis(
        DocumentLocation=location, FeatureTypes=FEATURES, NotificationChannel=completions.channel
    )["JobId"]
    completions.wait_for(job)
    return job


def _fields(document: Any) -> dict[str, str]:
    fields = (field for page in document.pages for field in page.form.fields)
    return {str(field.key).rstrip(":"): str(field.value) for field in fields}


def _tables(document: Any) -> list[tuple[tuple[str, ...], ...]]:
    tables = (table for page in document.pages for table in page.tables)
    return [tuple(tuple(cell.text.strip() for cell in row.cells) for row in table.rows) for table in tables]


def test_results_come_in_pages_that_join_without_a_gap(
    aws: Clients, bucket: str, completions: Completions, samples: list[Sample]
) -> None:
    textract = aws.client("textract")

    job_id = _finished_job(aws, bucket, completions, samples[0])

    assert all_blocks(textract, job_id, limit=37) == all_blocks(textract, job_id)


def test_the_same_token_starts_one_job_and_another_request_with_it_is_refused(
    aws: Clients, bucket: str, samples: list[Sample]
) -> None:
    location = upload(aws.client("s3"), bucket, "deed.pdf", samples[0].path)
    textract = aws.client("textract")
    request = {"DocumentLocation": location, "FeatureTypes": FEATURES, "ClientRequestToken": "once"}

    first, second = (textract.start_document_analysis(**request)["JobId"] for _ in range(2))

    assert first == second
    with pytest.raises(ClientError, match="IdempotentParameterMismatchException"):
        textract.start_document_analysis(**{**request, "FeatureTypes": ["TABLES"]})


def test_a_job_belongs_to_its_account(aws: Clients, bucket: str, samples: list[Sample], engine: Any) -> None:
    location = upload(aws.client("s3"), bucket, "deed.pdf", samples[0].path)
    job_id = aws.client("textract").start_document_analysis(DocumentLocation=location, FeatureTypes=FEATURES)["JobId"]

    with pytest.raises(ClientError, match="InvalidJobIdException"):
        engine.client("textract", "333333333333").get_document_analysis(JobId=job_id)


@pytest.mark.parametrize(
    ("name", "code"),
    [("missing", "InvalidS3ObjectException"), ("empty", "UnsupportedDocument"), ("not-a-pdf", "UnsupportedDocument")],
)
def test_what_is_no_document_is_refused_at_the_start(
    aws: Clients, bucket: str, tmp_path: Path, name: str, code: str
) -> None:
    for sample in write_broken_samples(tmp_path):
        upload(aws.client("s3"), bucket, sample.path.name, sample.path)

    with pytest.raises(ClientError, match=code):
        aws.client("textract").start_document_analysis(
            DocumentLocation={"S3Object": {"Bucket": bucket, "Name": f"{name}.pdf"}}, FeatureTypes=FEATURES
        )


@pytest.mark.parametrize(
    ("name", "status", "reason"),
    [
        ("truncated", "FAILED", "broken"),
        ("password-protected", "FAILED", "password"),
        ("zero-pages", "FAILED", "no pages"),
        ("three-hundred-pages", "SUCCEEDED", ""),
    ],
)
def test_every_document_comes_to_an_end_that_names_the_reason(
    aws: Clients, bucket: str, completions: Completions, tmp_path: Path, name: str, status: str, reason: str
) -> None:
    [path] = [sample.path for sample in write_broken_samples(tmp_path) if sample.path.stem == name]
    location = upload(aws.client("s3"), bucket, path.name, path)
    textract = aws.client("textract")
    job_id = textract.start_document_analysis(
        DocumentLocation=location, FeatureTypes=FEATURES, NotificationChannel=completions.channel
    )["JobId"]

    assert completions.wait_for(job_id)["Status"] == status
    answer = textract.get_document_analysis(JobId=job_id, MaxResults=1)
    assert answer["JobStatus"] == status
    assert reason in answer.get("StatusMessage", "")


def test_odd_names_are_no_obstacle(aws: Clients, bucket: str, completions: Completions, tmp_path: Path) -> None:
    textract = aws.client("textract")
    for path in write_oddly_named_samples(tmp_path):
        location = upload(aws.client("s3"), bucket, f"incoming/{path.name}", path)
        job_id = textract.start_document_text_detection(
            DocumentLocation=location, NotificationChannel=completions.channel
        )["JobId"]

        message = completions.wait_for(job_id)

        assert message["Status"] == "SUCCEEDED"
        assert message["API"] == "StartDocumentTextDetection"
        assert message["DocumentLocation"]["S3ObjectName"] == f"incoming/{path.name}"


def test_a_document_of_several_pages_is_too_much_for_a_synchronous_call(aws: Clients, samples: list[Sample]) -> None:
    with pytest.raises(ClientError, match="UnsupportedDocumentException"):
        aws.client("textract").analyze_document(
            Document={"Bytes": samples[0].path.read_bytes()}, FeatureTypes=["TABLES"]
        )


def test_an_operation_that_is_not_emulated_says_its_name(aws: Clients) -> None:
    with pytest.raises(ClientError, match="ListAdapters is not emulated") as failure:
        aws.client("textract").list_adapters()

    assert failure.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
