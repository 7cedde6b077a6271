"""Delivering again what has been delivered: AWS promises at least once, nowhere exactly once."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, Any
from uuid import uuid4

from pydantic import Field

from harness.scenario.systems.textract_processor.records import records_of
from harness.scenario.world import Upload, World, WorldError

Times = Annotated[int, Field(ge=1)]


def redeliver_upload(world: World, key: str, times: Times = 1) -> list[Any]:
    """Give the orchestrator the event of an upload again, all times at once, and return its answers.

    EventBridge delivers at least once; the orchestrator can't tell these from EventBridge's own.

    Args:
        world: the scenario's.
        key: of an object that the scenario has uploaded; its latest version counts.
        times: how often.

    Raises:
        WorldError: no such upload, or the function failed.
    """
    made = _upload_of(world, key)
    payload = json.dumps(_object_created(world, made))
    client, function = world.client("lambda"), world.output("OrchestratorFunctionName")

    def deliver(_: int) -> Any:
        answer = client.invoke(FunctionName=function, Payload=payload)
        result = json.load(answer["Payload"])
        if "FunctionError" in answer:
            raise WorldError(f"{function} failed: {result}")
        return result

    def deliver_all() -> list[Any]:
        with ThreadPoolExecutor(times, thread_name_prefix="redeliver") as pool:
            return list(pool.map(deliver, range(times)))

    return world.clock.during(deliver_all)


def repeat_completion(world: World, key: str, times: Times = 1) -> str:
    """Publish Textract's completion message of a document again; returns the job's id.

    The relay passes each on, and the FIFO topic drops those that come within five minutes of the first.

    Args:
        world: the scenario's.
        key: of a document whose Textract job has been started.
        times: how often.

    Raises:
        WorldError: the document has no job.
    """
    topic, message = world.output("CompletionTopicArn"), _completion(world, key)
    for _ in range(times):
        world.client("sns").publish(TopicArn=topic, Message=json.dumps(message))
    return str(message["JobId"])


def resend_completion(world: World, key: str, times: Times = 1) -> str:
    """Put a document's completion into the processor's queue again, as new messages; returns the job's id.

    This is what comes when the five minutes of a FIFO topic's deduplication are over: only the processor is left to
    notice that the document is done.

    Args:
        world: the scenario's.
        key: of a document whose Textract job has been started.
        times: how often.

    Raises:
        WorldError: the document has no job.
    """
    queue, message = world.output("CompletionQueueUrl"), _completion(world, key)
    for _ in range(times):
        world.client("sqs").send_message(
            QueueUrl=queue,
            MessageBody=json.dumps(message),
            MessageGroupId=str(message["JobTag"]),
            MessageDeduplicationId=uuid4().hex,
        )
    return str(message["JobId"])


def _upload_of(world: World, key: str) -> Upload:
    found = [made for made in world.uploads if made.key == key]
    if not found:
        raise WorldError(f"The scenario hasn't uploaded {key!r}.")
    return found[-1]


def _object_created(world: World, made: Upload) -> dict[str, Any]:
    """EventBridge's event, as far as S3 documents its fields.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html"""
    return {
        "version": "0",
        "id": str(uuid4()),
        "source": "aws.s3",
        "detail-type": "Object Created",
        "account": world.clients.account,
        "region": world.clients.region,
        "time": f"{world.clock.now():%Y-%m-%dT%H:%M:%SZ}",
        "resources": [f"arn:aws:s3:::{world.output('BucketName')}"],
        "detail": {
            "version": "0",
            "bucket": {"name": world.output("BucketName")},
            "object": {"key": made.key, "etag": made.etag, "version-id": made.version_id},
            "reason": "PutObject",
        },
    }


def _completion(world: World, key: str) -> dict[str, Any]:
    """Textract's message.
    Source: https://docs.aws.amazon.com/textract/latest/dg/async-notification-payload.html"""
    started = [record for record in records_of(world, key) if record.textract_job_id]
    record = max(started, key=lambda record: record.queued_at, default=None)
    if record is None:
        raise WorldError(f"{key!r} has no Textract job yet.", hint="Wait for its status in `steady_state` or `then`.")
    return {
        "JobId": record.textract_job_id,
        "Status": "SUCCEEDED",
        "API": "StartDocumentAnalysis",
        "JobTag": record.processing_id,
        "Timestamp": round(world.clock.now().timestamp() * 1000),
        "DocumentLocation": {"S3ObjectName": key, "S3Bucket": world.output("BucketName")},
    }
