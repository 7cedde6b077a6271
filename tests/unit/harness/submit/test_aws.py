"""The adapters against moto in this process."""

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from harness.clients import Clients
from harness.errors import SubmitError
from harness.settings import Settings
from harness.submit.diagnosis import diagnose
from harness.submit.documents import Document, gather
from harness.submit.journey import Journey, Receipt
from harness.submit.outputs import OutputStore
from harness.submit.pipeline import Pipeline, find_pipeline
from harness.submit.tracking import TrackingTable
from harness.submit.upload import Uploader

TABLE = """
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: the-bucket}}
  Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: the-dead}}
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: the-table
      BillingMode: PAY_PER_REQUEST
      KeySchema: [{AttributeName: processingId, KeyType: HASH}]
      AttributeDefinitions:
        - {AttributeName: processingId, AttributeType: S}
        - {AttributeName: s3Key, AttributeType: S}
        - {AttributeName: uploadedAt, AttributeType: S}
      GlobalSecondaryIndexes:
        - IndexName: s3Key-index
          KeySchema: [{AttributeName: s3Key, KeyType: HASH}, {AttributeName: uploadedAt, KeyType: RANGE}]
          Projection: {ProjectionType: ALL}
Outputs:
  BucketName: {Value: !Ref Bucket}
  TrackingTableName: {Value: !Ref Table}
  ResultsTableName: {Value: the-results}
  OrchestratorFunctionName: {Value: the-orchestrator}
  DeadLetterQueueUrl: {Value: !Ref Queue}
"""


@pytest.fixture
def clients() -> Iterator[Clients]:
    with mock_aws():
        yield Clients(None, "123456789012", "us-east-1")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({"REHEARSE_HOME": str(tmp_path)})


@pytest.fixture
def pipeline(clients: Clients, settings: Settings) -> Pipeline:
    clients.client("cloudformation").create_stack(StackName=f"textract-processor-{settings.stage}", TemplateBody=TABLE)
    return find_pipeline(clients, settings)


def test_the_pipeline_is_found_through_its_stack(pipeline: Pipeline) -> None:
    assert (pipeline.bucket, pipeline.tracking_table) == ("the-bucket", "the-table")
    assert list(pipeline.dead_letter_queues) == ["DeadLetterQueueUrl"]


def test_a_pipeline_that_isnt_deployed_is_named_with_the_cure(clients: Clients, settings: Settings) -> None:
    with pytest.raises(SubmitError, match="isn't deployed") as caught:
        find_pipeline(clients, settings)

    assert caught.value.hint == "Deploy it with `rehearse deploy textract_processor`."


@pytest.mark.parametrize("name", ["a b+c.pdf", "'q' \"q\".pdf", "📄.pdf", "100%41.pdf"])
def test_an_upload_keeps_name_and_content(clients: Clients, pipeline: Pipeline, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"%PDF-1.7 content")
    (document,) = gather([tmp_path / name])

    receipt = Uploader(clients, pipeline.bucket).upload(document)

    stored = boto3.client("s3").get_object(Bucket="the-bucket", Key=f"incoming/{name}")
    assert stored["Body"].read() == b"%PDF-1.7 content"
    assert stored["ETag"].strip('"') == receipt.etag
    assert stored["ContentType"] == "application/pdf"
    assert receipt.began <= receipt.ended


def test_an_upload_that_s3_refuses_is_explained(clients: Clients, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()

    with pytest.raises(SubmitError, match=r"Can't upload a\.pdf: .*NoSuchBucket"):
        Uploader(clients, "nowhere").upload(Document(tmp_path / "a.pdf", "incoming/a.pdf"))


def test_a_file_that_has_gone_meanwhile_is_explained(clients: Clients, pipeline: Pipeline, tmp_path: Path) -> None:
    with pytest.raises(SubmitError, match="No such file"):
        Uploader(clients, pipeline.bucket).upload(Document(tmp_path / "a.pdf", "incoming/a.pdf"))


def put(clients: Clients, **attributes: str) -> None:
    item = {
        "processingId": "proc-1",
        "s3Key": "incoming/+ 📄.pdf",
        "uploadedAt": "2026-01-31T12:00:00.000Z",
        **attributes,
    }
    clients.client("dynamodb").put_item(
        TableName="the-table", Item={name: {"S": value} for name, value in item.items()}
    )


def test_records_are_read_by_the_documents_key(clients: Clients, pipeline: Pipeline) -> None:
    put(clients, s3ETag="e", status="QUEUED", queuedAt="2026-01-31T12:00:00.123Z")
    table = TrackingTable(clients, pipeline.tracking_table)

    (record,) = table.records_of("incoming/+ 📄.pdf")

    assert (record.processing_id, record.s3_etag, record.status) == ("proc-1", "e", "QUEUED")
    assert record.queued_at.microsecond == 123_000
    assert table.records_of("incoming/ 📄.pdf") == []


def test_a_record_of_another_form_is_named(clients: Clients, pipeline: Pipeline) -> None:
    put(clients, status="LOST")

    with pytest.raises(SubmitError, match="proc-1"):
        TrackingTable(clients, pipeline.tracking_table).records_of("incoming/+ 📄.pdf")


@pytest.mark.parametrize("address", ["processed/a.json", "s3://bucket", "https://b/k"])
def test_an_output_outside_s3_is_refused(clients: Clients, address: str) -> None:
    with pytest.raises(SubmitError, match="isn't an S3 address"):
        OutputStore(clients).read(address)


def test_the_diagnosis_counts_dead_letters_and_names_the_function_to_look_at(
    clients: Clients, pipeline: Pipeline, journey: Journey, receipt: Receipt
) -> None:
    assert "No dead-letter queue" in diagnose([journey], pipeline, clients)[0]

    url = pipeline.outputs["DeadLetterQueueUrl"]
    clients.client("sqs").send_message(QueueUrl=url, MessageBody="lost")

    assert diagnose([journey], pipeline, clients) == [
        f"1 in dead-letter queue {url}",
        "Log of the function that should have come next: aws logs filter-log-events --output text "
        "--query 'events[].message' --log-group-name /aws/lambda/the-orchestrator",
    ]
