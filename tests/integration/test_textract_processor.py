"""textract_processor with everything that it meets at Textract's and Bedrock's, in virtual time."""

import json
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from harness.samples import write_samples
from tests.integration.pipelines import DeployedPipeline
from textract_processor.adapters.items import to_item
from textract_processor.domain.item_size import MAX_ITEM_BYTES, item_bytes

pytestmark = pytest.mark.timeout(600)

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


def test_the_bucket_is_versioned_encrypted_private_and_logged(deployed: DeployedPipeline) -> None:
    s3, bucket = deployed.aws.client("s3"), deployed.pipeline.bucket
    assert s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"
    (rule,) = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"
    assert set(s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"].values()) == {True}
    logging = s3.get_bucket_logging(Bucket=bucket)["LoggingEnabled"]
    assert (logging["TargetBucket"], logging["TargetPrefix"]) == (bucket.replace("central", "logs"), "s3-access/")
    (statement,) = json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"])["Statement"]
    assert (statement["Effect"], statement["Principal"], statement["Action"]) == ("Deny", "*", "s3:*")
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert statement["Resource"] == [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"]


def test_each_prefix_lives_as_long_as_documented_and_the_archive_for_ever(deployed: DeployedPipeline) -> None:
    found = deployed.aws.client("s3").get_bucket_lifecycle_configuration(Bucket=deployed.pipeline.bucket)["Rules"]
    rules = {rule["Filter"].get("Prefix", ""): rule for rule in found if rule["Status"] == "Enabled"}
    assert {prefix: rules[prefix]["Expiration"]["Days"] for prefix in ("incoming/", "failed/")} == {
        "incoming/": 7,
        "failed/": 30,
    }
    transitions = rules["processed/"]["Transitions"]
    assert sorted((rule["Days"], rule["StorageClass"]) for rule in transitions) == [
        (30, "STANDARD_IA"),
        (90, "GLACIER"),
    ]
    assert "Expiration" not in rules["processed/"]
    assert not [prefix for prefix in rules if prefix and "archive/".startswith(prefix)]
    assert "Expiration" not in rules.get("", {})


def test_what_is_put_into_the_archive_starts_nothing(deployed: DeployedPipeline, documents: list[bytes]) -> None:
    with pytest.raises(ValueError, match="empty"):
        deployed.process("archive/2020/deed.pdf", documents[0])


def test_an_item_may_be_as_large_as_the_table_takes(deployed: DeployedPipeline) -> None:
    """The size by which `extractedData` is left out is the table's own."""
    dynamodb, table = deployed.aws.client("dynamodb"), deployed.pipeline.results_table
    item = {"processingId": "proc-large", "timestamp": 1, "salePrice": 425000.5, "extractedData": {"a": [None, True]}}
    room = MAX_ITEM_BYTES - item_bytes(item | {"text": ""})
    dynamodb.put_item(TableName=table, Item=to_item(item | {"text": "é" * (room // 2) + "x" * (room % 2)}))
    with pytest.raises(ClientError, match="Item size"):
        dynamodb.put_item(TableName=table, Item=to_item(item | {"text": "x" * (room + 1)}))
    dynamodb.delete_item(TableName=table, Key=to_item({"processingId": "proc-large", "timestamp": 1}))


def test_the_dashboard_is_there(deployed: DeployedPipeline) -> None:
    cloudwatch = deployed.aws.client("cloudwatch")
    (name,) = [entry["DashboardName"] for entry in cloudwatch.list_dashboards()["DashboardEntries"]]
    widgets = json.loads(cloudwatch.get_dashboard(DashboardName=name)["DashboardBody"])["widgets"]
    named = {metric[3] for widget in widgets for metric in widget["properties"]["metrics"]}
    assert {"textract-processor-bedrock", "textract-dlq", deployed.pipeline.results_table} <= named
