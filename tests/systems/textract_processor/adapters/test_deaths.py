"""Either function may die before and after each of its AWS calls: the next delivery completes the document once."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from lambda_kit.clock import utc_now
from tests.systems.textract_processor.adapters.cloud import BUCKET, RESULTS, TRACKING, Cloud, functions
from textract_processor.adapters.items import from_item
from textract_processor.domain.events import Upload
from textract_processor.domain.identity import processing_id

CALLS = {
    *("GetObject", "PutObject", "HeadObject"),
    *("GetItem", "PutItem", "UpdateItem", "TransactWriteItems"),
    *("StartDocumentAnalysis", "GetDocumentAnalysis", "Converse", "GetQueueAttributes", "Publish"),
}
"""Every operation that the two call on the way of a sound document that needn't wait."""


@pytest.fixture
def cloud(aws_in_memory: None, monkeypatch: pytest.MonkeyPatch) -> Cloud:
    return Cloud(monkeypatch)


def take_in(cloud: Cloud, upload: Upload, dies_at: int | None = None) -> int:
    """Deliver the upload's event; how many half-calls that took."""
    with functions() as (intake, _), cloud.dying_at(dies_at):
        intake.take(upload)
    return cloud.fuse.count


def finish(cloud: Cloud, upload: Upload, dies_at: int | None = None) -> int:
    """Deliver Textract's message, if there is one; how many half-calls that took."""
    completion = cloud.textract.completions.get(processing_id(upload))
    with functions() as (_, processing), cloud.dying_at(dies_at):
        if completion:
            processing.finish(completion, utc_now() + timedelta(minutes=15))
    return cloud.fuse.count


def is_completed_once(cloud: Cloud, upload: Upload) -> None:
    run_id = processing_id(upload)
    (record,) = _items(cloud, TRACKING, run_id)
    assert (record["status"], record.get("dueAt")) == ("COMPLETED", None)
    (item,) = _items(cloud, RESULTS, run_id)
    assert (item["textractCost"], item["modelCalls"], item["modelCacheHits"]) == (Decimal("0.045"), 2, 0)
    stem = upload.key.removeprefix("incoming/").removesuffix(".pdf")
    outputs = cloud.s3.list_objects_v2(Bucket=BUCKET, Prefix=f"processed/2026-01-31/{stem}")
    assert outputs["KeyCount"] == 5
    assert cloud.s3.list_objects_v2(Bucket=BUCKET, Prefix="failed/")["KeyCount"] == 0


def _items(cloud: Cloud, table: str, run_id: str) -> list[dict[str, Any]]:
    found = cloud.dynamodb.query(
        TableName=table,
        KeyConditionExpression="processingId = :id",
        ExpressionAttributeValues={":id": {"S": run_id}},
    )
    return [from_item(item) for item in found["Items"]]


def test_a_death_before_or_after_any_aws_call_heals_on_redelivery(cloud: Cloud) -> None:
    upload = cloud.upload(0)
    in_intake, in_processing = take_in(cloud, upload), finish(cloud, upload)
    is_completed_once(cloud, upload)
    assert (set(cloud.calls), cloud.calls["Converse"], cloud.calls["Publish"]) == (CALLS, 2, 1)

    deaths = [(at, None) for at in range(1, in_intake + 1)] + [(None, at) for at in range(1, in_processing + 1)]
    for number, (dies_in_intake, dies_in_processing) in enumerate(deaths, start=1):
        upload = cloud.upload(number)
        cloud.calls.clear()
        take_in(cloud, upload, dies_in_intake)
        finish(cloud, upload, dies_in_processing)
        take_in(cloud, upload)
        finish(cloud, upload)
        is_completed_once(cloud, upload)
        assert cloud.calls["Converse"] <= 3, "only the answer whose keeping was cut off is asked for again"
        assert 1 <= cloud.calls["Publish"] <= 2, "only the notice whose note was cut off is sent again"
        cloud.empty_tables()
    assert len(cloud.textract.jobs) == 1 + len(deaths)
    assert cloud.fuse.blown == len(deaths)
