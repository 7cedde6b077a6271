"""boto3 -> engine -> Textract: what can be looked for, and what can stand in the way."""

import json
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from PIL import Image

from harness.clients import Clients
from harness.clock import Clock
from harness.samples import Sample, write_corpus
from harness.settings import LOCAL_SECRET
from tests.integration.completions import Completions
from tests.integration.textract_jobs import BUCKET_PREFIX, all_blocks, upload
from tests.waiting import eventually

EVERYTHING = ["TABLES", "FORMS", "LAYOUT", "SIGNATURES"]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sample]:
    return {sample.path.stem: sample for sample in write_corpus(tmp_path_factory.mktemp("corpus"), seed=7)}


@pytest.fixture
def bucket(aws: Clients, account: str) -> str:
    name = f"{BUCKET_PREFIX}{account}"
    aws.client("s3").create_bucket(Bucket=name)
    return name


@pytest.fixture
def completions(aws: Clients) -> Completions:
    return Completions.subscribe(aws)


def _kinds(blocks: list[dict[str, Any]]) -> set[str]:
    return {block["BlockType"] for block in blocks}


def test_a_page_is_analysed_while_the_caller_waits(aws: Clients, corpus: dict[str, Sample]) -> None:
    statement = corpus["closing-statement"]

    answer = aws.client("textract").analyze_document(
        Document={"Bytes": statement.path.read_bytes()}, FeatureTypes=EVERYTHING
    )

    assert answer["DocumentMetadata"] == {"Pages": 1}
    assert _kinds(answer["Blocks"]) >= {
        "MERGED_CELL",
        "TABLE_TITLE",
        "SIGNATURE",
        "LAYOUT_LIST",
        "LAYOUT_FIGURE",
        "KEY_VALUE_SET",
    }


def test_text_is_detected_while_the_caller_waits(aws: Clients, corpus: dict[str, Sample]) -> None:
    statement = corpus["closing-statement"]

    answer = aws.client("textract").detect_document_text(Document={"Bytes": statement.path.read_bytes()})

    assert _kinds(answer["Blocks"]) == {"PAGE", "LINE", "WORD"}
    words = [block["Text"] for block in answer["Blocks"] if block["BlockType"] == "WORD"]
    assert sorted(words) == sorted(statement.truth.words[0])


def test_questions_are_answered_from_the_page(aws: Clients, corpus: dict[str, Sample]) -> None:
    statement = corpus["closing-statement"]
    queries = [{"Text": question.text, "Alias": f"Q{n}"} for n, question in enumerate(statement.truth.questions)]

    blocks = aws.client("textract").analyze_document(
        Document={"Bytes": statement.path.read_bytes()},
        FeatureTypes=["QUERIES"],
        QueriesConfig={"Queries": [*queries, {"Text": "Which spaceship was sold?"}]},
    )["Blocks"]

    results = {block["Id"]: block for block in blocks if block["BlockType"] == "QUERY_RESULT"}
    answers = {
        block["Query"]["Text"]: [results[one]["Text"] for each in block.get("Relationships", []) for one in each["Ids"]]
        for block in blocks
        if block["BlockType"] == "QUERY"
    }
    assert answers == {
        **{question.text: [question.answer] for question in statement.truth.questions},
        "Which spaceship was sold?": [],
    }


def test_a_scan_that_lies_on_its_side_is_read_and_its_words_are_where_they_are_on_the_scan(
    aws: Clients, bucket: str, completions: Completions, corpus: dict[str, Sample]
) -> None:
    scan = corpus["closing-statement-90"]
    location = upload(aws.client("s3"), bucket, "scan.tif", scan.path)
    textract = aws.client("textract")
    job_id = textract.start_document_analysis(
        DocumentLocation=location, FeatureTypes=EVERYTHING, NotificationChannel=completions.channel
    )["JobId"]
    completions.wait_for(job_id)

    words = [block for block in all_blocks(textract, job_id) if block["BlockType"] == "WORD"]

    assert len({block["Text"] for block in words} & set(scan.truth.words[0])) > 0.9 * len(set(scan.truth.words[0]))
    assert {block["Geometry"]["RotationAngle"] for block in words} == {90.0}
    [title] = [block["Geometry"]["BoundingBox"] for block in words if block["Text"] == "STATEMENT"]
    assert title["Left"] > 0.7, "the top of the page is at the right"
    assert title["Height"] > title["Width"]


def test_a_broken_page_does_not_spoil_the_others(
    aws: Clients, bucket: str, completions: Completions, tmp_path: Path
) -> None:
    path = tmp_path / "wide.tif"
    narrow, wide = Image.new("1", (400, 400), 1), Image.new("1", (10_400, 40), 1)
    narrow.save(path, save_all=True, append_images=[wide, narrow], compression="group4", dpi=(300, 300))
    location = upload(aws.client("s3"), bucket, "wide.tif", path)
    textract = aws.client("textract")
    job_id = textract.start_document_text_detection(DocumentLocation=location, NotificationChannel=completions.channel)[
        "JobId"
    ]

    assert completions.wait_for(job_id)["Status"] == "PARTIAL_SUCCESS"
    answer = textract.get_document_text_detection(JobId=job_id)
    assert answer["JobStatus"] == "PARTIAL_SUCCESS"
    assert answer["DocumentMetadata"] == {"Pages": 3}
    assert [warning["Pages"] for warning in answer["Warnings"]] == [[2]]
    assert [block["Page"] for block in answer["Blocks"] if block["BlockType"] == "PAGE"] == [1, 3]


def test_results_go_to_the_bucket_that_was_asked_for(
    aws: Clients, bucket: str, completions: Completions, corpus: dict[str, Sample]
) -> None:
    s3, textract = aws.client("s3"), aws.client("textract")
    location = upload(s3, bucket, "deed.pdf", corpus["warranty-deed"].path)
    job_id = textract.start_document_analysis(
        DocumentLocation=location,
        FeatureTypes=EVERYTHING,
        NotificationChannel=completions.channel,
        OutputConfig={"S3Bucket": bucket, "S3Prefix": "results"},
    )["JobId"]
    completions.wait_for(job_id)

    body = s3.get_object(Bucket=bucket, Key=f"results/{job_id}/1")["Body"].read()

    assert json.loads(body)["Blocks"] == all_blocks(textract, job_id)


def test_a_bucket_for_results_that_is_not_there_starts_no_job(
    aws: Clients, bucket: str, corpus: dict[str, Sample]
) -> None:
    location = upload(aws.client("s3"), bucket, "deed.pdf", corpus["warranty-deed"].path)

    with pytest.raises(ClientError, match="InvalidS3ObjectException"):
        aws.client("textract").start_document_analysis(
            DocumentLocation=location, FeatureTypes=["TABLES"], OutputConfig={"S3Bucket": f"{bucket}-nowhere"}
        )


def test_without_permission_to_publish_the_job_ends_in_silence(
    aws: Clients, bucket: str, completions: Completions, corpus: dict[str, Sample]
) -> None:
    location = upload(aws.client("s3"), bucket, "statement.pdf", corpus["closing-statement"].path)
    textract = aws.client("textract")
    request = {"DocumentLocation": location, "FeatureTypes": ["TABLES"]}
    stranger = {**completions.channel, "RoleArn": "arn:aws:iam::111111111111:role/stranger"}

    silent = textract.start_document_analysis(**request, NotificationChannel=stranger)["JobId"]
    eventually(lambda: textract.get_document_analysis(JobId=silent)["JobStatus"] == "SUCCEEDED", seconds=60)
    announced = textract.start_document_analysis(**request, NotificationChannel=completions.channel)["JobId"]
    completions.wait_for(announced)

    assert completions.heard.keys() == {announced}


def test_calls_faster_than_the_quota_are_refused(virtual_aws: Clients, clock: Clock) -> None:
    clock.set_rate(0)  # all of them within a second, however slow the machine is
    impatient = boto3.client(
        "textract",
        endpoint_url=virtual_aws.endpoint,
        region_name="eu-west-1",
        aws_access_key_id=virtual_aws.account,
        aws_secret_access_key=LOCAL_SECRET,
        config=Config(retries={"total_max_attempts": 1}),
    )
    codes = []
    for _ in range(30):
        with pytest.raises(ClientError) as refused:
            impatient.get_document_analysis(JobId="unknown")
        codes.append(refused.value.response["Error"]["Code"])

    assert codes[0] == "InvalidJobIdException"
    assert set(codes) == {"InvalidJobIdException", "ProvisionedThroughputExceededException"}
