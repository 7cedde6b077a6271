"""textract_processor with everything that it meets at Textract's and Bedrock's, in virtual time."""

import json
from pathlib import Path
from typing import Any

import pytest

from harness.samples import write_samples
from tests.integration.pipelines import DeployedPipeline

pytestmark = pytest.mark.timeout(300)

MODEL = {"service": "bedrock-runtime", "operation": "Generate", "point": "work"}
TEXTRACT = {"service": "textract", "point": "work"}


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Documents of which no two are alike: an answer from the cache would hide what a model does."""
    return [
        write_samples(tmp_path_factory.mktemp(f"samples{seed}"), seed=seed)[0].path.read_bytes()
        for seed in range(40, 49)
    ]


def error_of(deployed: DeployedPipeline, name: str) -> dict[str, Any]:
    (key,) = [key for key in deployed.keys("failed/") if key.endswith(f"/{name}.error.json")]
    body = deployed.aws.client("s3").get_object(Bucket=deployed.pipeline.bucket, Key=key)["Body"].read()
    details: dict[str, Any] = json.loads(body)
    return details


def test_a_busy_model_is_asked_again(deployed: DeployedPipeline, documents: list[bytes]) -> None:
    throttled = {"kind": "error", "code": "ThrottlingException", "message": "slow down", "status": 429}
    with deployed.misbehaving(throttled, {"service": "bedrock-runtime", "operation": "Converse"}, limit={"count": 3}):
        record = deployed.process("incoming/busy.pdf", documents[0])
    assert record.status == "COMPLETED"
    assert deployed.result(record).model_extra["modelCalls"] == 2  # type: ignore[index]


@pytest.mark.parametrize(
    ("number", "effect", "calls"),
    [(1, {"kind": "corrupt", "share": 0.5}, 3), (2, {"kind": "truncate", "keep": 0.5}, 3)],
    ids=["garbled", "cut-off"],
)
def test_an_unusable_answer_is_asked_for_once_more(
    deployed: DeployedPipeline, documents: list[bytes], number: int, effect: dict[str, Any], calls: int
) -> None:
    with deployed.misbehaving(effect, MODEL, limit={"count": 1}):
        record = deployed.process(f"incoming/unusable{number}.pdf", documents[number])
    assert record.status == "COMPLETED"
    assert deployed.result(record).model_extra["modelCalls"] == calls  # type: ignore[index]


@pytest.mark.parametrize(
    ("number", "effect", "code"),
    [
        (3, {"kind": "corrupt", "share": 0.5}, "ModelAnswerUnusable"),
        (4, {"kind": "truncate", "keep": 0.5}, "ModelAnswerTruncated"),
        (5, {"kind": "error", "code": "guardrail_intervened", "message": "Blocked."}, "ModelRefused"),
        (6, {"kind": "error", "code": "end_turn", "message": "I'm sorry, I can't help."}, "ModelRefused"),
    ],
)
def test_a_model_that_never_answers_usably_fails_the_document_with_the_reason(
    deployed: DeployedPipeline, documents: list[bytes], number: int, effect: dict[str, Any], code: str
) -> None:
    with deployed.misbehaving(effect, MODEL):
        record = deployed.process(f"incoming/hopeless{number}.pdf", documents[number])
    assert record.failure
    assert (record.status, record.failure.code) == ("FAILED", code)
    assert error_of(deployed, f"hopeless{number}.pdf")["error"]["code"] == code
    assert any(key.endswith(f"/hopeless{number}.pdf") for key in deployed.keys("failed/"))
    result = deployed.result(record)
    assert result.status == "FAILED"
    assert (result.bedrock_cost or 0) > 0


def test_a_failed_job_fails_the_document_with_textracts_reason(
    deployed: DeployedPipeline, documents: list[bytes]
) -> None:
    with deployed.misbehaving({"kind": "error", "code": "InternalServerError", "message": "burnt"}, TEXTRACT):
        record = deployed.process("incoming/burnt.pdf", documents[7])
    assert record.failure
    assert (record.failure.code, record.failure.message) == ("TextractFailed", "burnt")
    assert error_of(deployed, "burnt.pdf")["textractJobId"] == record.textract_job_id


def test_a_partial_success_is_processed_and_flagged(deployed: DeployedPipeline, documents: list[bytes]) -> None:
    with deployed.misbehaving({"kind": "partial", "share": 0.5}, TEXTRACT):
        record = deployed.process("incoming/partly.pdf", documents[8])
    assert record.status == "COMPLETED"
    assert deployed.result(record).model_extra["missingPages"]  # type: ignore[index]


def test_a_known_question_is_answered_from_the_cache(deployed: DeployedPipeline, tmp_path: Path) -> None:
    deed = write_samples(tmp_path, seed=50)[0].path.read_bytes()
    first, second = (deployed.process(f"incoming/{name}.pdf", deed) for name in ("one", "other"))
    assert (deployed.result(first).bedrock_cost or 0) > 0
    assert (deployed.result(second).bedrock_cost, deployed.result(second).model_cache_hits) == (0, 2)
