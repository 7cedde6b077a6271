import json
from pathlib import Path
from typing import Any

import pytest

from fakes.textract.blocks.assembly import assemble
from fakes.textract.features import EMULATED, Feature
from fakes.textract.jobs import Api, Job, JobRequest, Location, Outcome, Owner
from fakes.textract.wire import parse_job, render_blocks, render_job
from tests.unit.fakes.textract.pages import page, words
from tests.unit.fakes.textract.shapes import enumeration, model_problems

BLOCKS = assemble(page(words("County: King", 50, 60)), 1, "doc", EMULATED)
START: dict[str, Any] = {
    "DocumentLocation": {"S3Object": {"Bucket": "bucket", "Name": "deed.pdf", "Version": "v2"}},
    "FeatureTypes": ["TABLES", "FORMS"],
    "JobTag": "proc-1",
    "NotificationChannel": {"SNSTopicArn": "arn:topic", "RoleArn": "arn:role"},
}


def _job(api: Api, outcome: Outcome | None) -> Job:
    location = Location("bucket", "deed.pdf")
    return Job(Owner("111111111111", "us-east-1"), JobRequest(api, location), location, created=0.0, outcome=outcome)


@pytest.fixture
def read(tmp_path: Path) -> Outcome:
    path = tmp_path / "blocks.jsonl"
    path.write_text("".join(f"{json.dumps(block)}\n" for block in BLOCKS))
    return Outcome(pages=1, blocks=path)


@pytest.mark.parametrize("limit", [None, 2])
@pytest.mark.parametrize(
    ("api", "shape"),
    [(Api.ANALYSIS, "GetDocumentAnalysisResponse"), (Api.TEXT_DETECTION, "GetDocumentTextDetectionResponse")],
)
def test_every_answer_obeys_the_model_of_aws(api: Api, shape: str, read: Outcome, limit: int | None) -> None:
    for outcome in (None, Outcome(failure="torn"), read):
        answer = render_job(_job(api, outcome), None, limit)

        assert model_problems(shape, answer) == ""
        assert answer["JobStatus"] in enumeration("JobStatus")


def test_a_synchronous_answer_obeys_the_model_of_aws() -> None:
    assert model_problems("AnalyzeDocumentResponse", render_blocks(Api.ANALYSIS, BLOCKS)) == ""
    assert model_problems("DetectDocumentTextResponse", render_blocks(Api.TEXT_DETECTION, BLOCKS)) == ""


def test_a_request_is_taken_apart() -> None:
    assert parse_job(Api.ANALYSIS, START) == JobRequest(
        Api.ANALYSIS,
        Location("bucket", "deed.pdf", "v2"),
        frozenset({Feature.TABLES, Feature.FORMS}),
        tag="proc-1",
        topic="arn:topic",
    )


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"FeatureTypes": ["TABLES", "SIGNATURES"]}, "FeatureTypes SIGNATURES"),
        ({"FeatureTypes": ["QUERIES"], "QueriesConfig": {"Queries": [{"Text": "Who?"}]}}, "QUERIES, QueriesConfig"),
        ({"OutputConfig": {"S3Bucket": "bucket"}}, "OutputConfig"),
    ],
)
def test_what_is_not_emulated_is_named_and_never_an_empty_success(change: dict[str, Any], name: str) -> None:
    with pytest.raises(NotImplementedError, match=f"{name}.* is not emulated"):
        parse_job(Api.ANALYSIS, {**START, **change})
