import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fakes.common.channel import Channel
from fakes.common.objects import Location
from fakes.common.owner import Owner
from fakes.common.written import plain
from fakes.textract.blocks.assembly import assemble
from fakes.textract.errors import InvalidParameterError
from fakes.textract.features import Feature
from fakes.textract.job import Api, Job, JobRequest, Outcome, Output, Warning
from fakes.textract.queries import Query
from fakes.textract.wire import parse_job, render_blocks, render_job
from tests.unit.fakes.judge import enumeration, shape_problems
from tests.unit.fakes.textract.pages import page, words

BLOCKS = assemble(page(words("County: King", 50, 60)), 1, "doc", frozenset(Feature), [Query("Which county?")])
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
    partial = replace(read, warnings=(Warning("UNREADABLE_PAGE", (2, 3)),))
    for outcome in (None, Outcome(failure="torn"), read, partial):
        answer = plain(render_job(_job(api, outcome), None, limit))

        assert shape_problems("textract", shape, answer) == ""
        assert answer["JobStatus"] in enumeration("textract", "JobStatus")


def test_a_synchronous_answer_obeys_the_model_of_aws() -> None:
    assert shape_problems("textract", "AnalyzeDocumentResponse", render_blocks(Api.ANALYSIS, BLOCKS)) == ""
    assert shape_problems("textract", "DetectDocumentTextResponse", render_blocks(Api.TEXT_DETECTION, BLOCKS)) == ""


def test_a_request_is_taken_apart() -> None:
    assert parse_job(Api.ANALYSIS, START) == JobRequest(
        Api.ANALYSIS,
        Location("bucket", "deed.pdf", "v2"),
        frozenset({Feature.TABLES, Feature.FORMS}),
        tag="proc-1",
        channel=Channel("arn:topic", "arn:role"),
    )


def test_questions_and_an_output_bucket_are_taken_apart() -> None:
    request = {
        **START,
        "FeatureTypes": ["QUERIES"],
        "QueriesConfig": {"Queries": [{"Text": "Who?", "Alias": "NAME", "Pages": ["1", "3-*"]}, {"Text": "When?"}]},
        "OutputConfig": {"S3Bucket": "results", "S3Prefix": "textract/"},
        "KMSKeyId": "key",
    }

    job = parse_job(Api.ANALYSIS, request)

    assert job.queries == (Query("Who?", "NAME", ("1", "3-*")), Query("When?"))
    assert job.output == Output("results", "textract", "key")


@pytest.mark.parametrize(
    "change",
    [
        {"FeatureTypes": ["QUERIES"]},
        {"QueriesConfig": {"Queries": [{"Text": "Who?"}]}},
        {"FeatureTypes": ["QUERIES"], "QueriesConfig": {"Queries": [{"Text": "Who?", "Pages": ["*", "1"]}]}},
        {"FeatureTypes": ["QUERIES"], "QueriesConfig": {"Queries": [{"Text": f"Who {n}?"} for n in range(31)]}},
    ],
)
def test_questions_that_make_no_sense_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(InvalidParameterError):
        parse_job(Api.ANALYSIS, {**START, **change})


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"AdaptersConfig": {"Adapters": [{"AdapterId": "a", "Version": "1"}]}}, "AdaptersConfig"),
        ({"HumanLoopConfig": {"HumanLoopName": "review", "FlowDefinitionArn": "arn"}}, "HumanLoopConfig"),
    ],
)
def test_what_is_not_emulated_is_named_and_never_an_empty_success(change: dict[str, Any], name: str) -> None:
    with pytest.raises(NotImplementedError, match=f"{name}.* is not emulated"):
        parse_job(Api.ANALYSIS, {**START, **change})
