"""The handlers, with faked ports."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError
from aws_lambda_powertools.utilities.typing import LambdaContext

from lambda_kit.errors import RetryableError
from tests.systems.textract_processor.world import NOON, World
from textract_processor.domain.events import Completion, MalformedEventError, Upload
from textract_processor.domain.tracking import Status
from textract_processor.handlers import dispatcher, ignored, orchestrator, processor, relay, sweeper

DEADLINE = NOON + timedelta(minutes=15)
QUEUE_ARN = "arn:aws:sqs:us-east-1:000000000000:completions.fifo"


@dataclass
class Visibility:
    delays: list[tuple[str, int]] = field(default_factory=list)

    def retry_after(self, queue_arn: str, receipt_handle: str, seconds: int) -> None:
        self.delays.append((receipt_handle, seconds))


@dataclass
class Channel:
    published: list[tuple[Completion, str]] = field(default_factory=list)

    def publish(self, completion: Completion, body: str) -> None:
        self.published.append((completion, body))


@pytest.fixture
def context() -> LambdaContext:
    """What Lambda passes beside the event, as far as the logger reads it."""
    made = LambdaContext()
    made._function_name, made._memory_limit_in_mb = "function", 128
    made._invoked_function_arn, made._aws_request_id = "arn", "request-1"
    return made


def object_created(upload: Upload) -> dict[str, Any]:
    stored = {"key": upload.key, "etag": upload.etag, "version-id": upload.version_id, "size": 9}
    return {
        "detail-type": "Object Created",
        "time": "2026-01-31T12:00:00Z",
        "detail": {"bucket": {"name": upload.bucket}, "object": stored},
    }


def message(completion: Completion) -> str:
    return json.dumps(
        {
            "JobId": completion.job_id,
            "Status": completion.status,
            "API": "StartDocumentAnalysis",
            "JobTag": completion.job_tag,
            "Timestamp": round(completion.ended_at.timestamp() * 1000),
        }
    )


def sqs_event(*bodies: str, receive_count: int = 1) -> dict[str, Any]:
    return {
        "Records": [
            {
                "messageId": f"m{number}",
                "receiptHandle": f"r{number}",
                "body": body,
                "attributes": {"ApproximateReceiveCount": str(receive_count), "MessageGroupId": f"g{number}"},
                "eventSource": "aws:sqs",
                "eventSourceARN": QUEUE_ARN,
            }
            for number, body in enumerate(bodies)
        ]
    }


def two_documents(world: World) -> list[Completion]:
    world.intake.take(world.upload("incoming/a.pdf", b"%PDF- a"))
    world.intake.take(world.upload("incoming/b.pdf", b"%PDF- b"))
    return world.textract.completions


def test_the_orchestrator_answers_with_the_run_and_its_status(world: World) -> None:
    answer = orchestrator.handle(object_created(world.upload()), world.intake)
    assert answer == {"processingId": world.only_record.processing_id, "status": "TEXTRACT_STARTED"}


@pytest.mark.parametrize("key", ["failed/2026-01-31/deed.pdf", "archive/deed.tif", "incoming/notes.txt"])
def test_the_orchestrator_passes_over_what_its_rule_could_not_tell_from_a_document(world: World, key: str) -> None:
    assert orchestrator.handle(object_created(world.upload(key)), world.intake) == {}
    assert (world.tracking.records, world.telemetry.seen) == ({}, [])


def test_a_suffix_counts_in_any_case(world: World) -> None:
    answer = orchestrator.handle(object_created(world.upload("incoming/deed.pDf")), world.intake)
    assert answer["status"] == "TEXTRACT_STARTED"


def test_the_orchestrator_refuses_an_event_that_is_none(world: World) -> None:
    with pytest.raises(MalformedEventError):
        orchestrator.handle({"detail": {}}, world.intake)


def test_the_dispatcher_says_how_many_documents_it_served(world: World) -> None:
    world.textract.slots = 0
    two_documents(world)
    world.textract.slots = 9
    assert dispatcher.handle(world.dispatch, lambda: True) == {"documents": 2}
    assert dispatcher.handle(world.dispatch, lambda: True) == {"documents": 0}


def test_the_dispatcher_logs_what_could_not_be_started(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.textract.slots = 0
    two_documents(world)
    world.textract.slots, world.textract.poison = 9, {"incoming/a.pdf": OSError("no connection")}
    assert dispatcher.handle(world.dispatch, lambda: True) == {"documents": 1}
    line = vars(next(record for record in caplog.records if record.message == "document put aside"))
    assert (line["s3Key"], line["tries"], line["exc_info"][0]) == ("incoming/a.pdf", 1, OSError)


def test_the_sweeper_says_what_became_of_overdue_runs(world: World) -> None:
    two_documents(world)
    world.now += timedelta(hours=1)
    assert sweeper.handle(world.sweep, lambda: True) == {"sentOn": 2}
    assert sweeper.handle(world.sweep, lambda: True) == {}


def test_the_relay_passes_textracts_own_message_on() -> None:
    body = message(Completion("job-1", "SUCCEEDED", "proc-1", World().now))
    channel = Channel()
    relay.handle({"Records": [{"Sns": {"Message": body}}]}, channel)
    ((completion, passed_on),) = channel.published
    assert (completion.job_id, completion.job_tag, passed_on) == ("job-1", "proc-1", body)


def test_the_relay_refuses_what_is_not_textracts() -> None:
    with pytest.raises(MalformedEventError):
        relay.handle({"Records": [{"Sns": {"Message": "hello"}}]}, Channel())


def test_the_processor_finishes_every_document_of_a_batch(world: World) -> None:
    bodies = [message(completion) for completion in two_documents(world)]
    assert processor.handle(sqs_event(*bodies), world.processing, Visibility(), DEADLINE) == {"batchItemFailures": []}
    assert {record.status for record in world.tracking.records.values()} == {Status.COMPLETED}


def test_a_document_that_fails_is_reported_and_holds_back_no_other(world: World) -> None:
    good = message(two_documents(world)[0])
    visibility = Visibility()
    answer = processor.handle(sqs_event("poison", good, receive_count=2), world.processing, visibility, DEADLINE)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m0"}]}
    assert visibility.delays == [("r0", 60)]
    assert Status.COMPLETED in {record.status for record in world.tracking.records.values()}


def test_a_batch_of_which_nothing_succeeds_fails_the_function(world: World) -> None:
    world.model.error = RetryableError("Throttling", "slow down")
    bodies = [message(completion) for completion in two_documents(world)]
    with pytest.raises(BatchProcessingError):
        processor.handle(sqs_event(*bodies), world.processing, Visibility(), DEADLINE)


def test_an_ignored_upload_leaves_a_line_with_its_key(monkeypatch: pytest.MonkeyPatch, context: LambdaContext) -> None:
    output = StringIO()
    monkeypatch.setattr(ignored.logger.registered_handler, "stream", output)
    ignored.handler(object_created(Upload("b", "incoming/notes.txt", "e", None, World().now)), context)
    line = json.loads(output.getvalue())
    assert (line["message"], line["s3Key"], line["function_request_id"]) == (
        "upload ignored",
        "incoming/notes.txt",
        "request-1",
    )


@pytest.mark.parametrize("key", ["incoming/deed.PdF", "elsewhere/notes.txt"])
def test_a_document_and_what_is_no_upload_leave_no_line(
    monkeypatch: pytest.MonkeyPatch, context: LambdaContext, key: str
) -> None:
    output = StringIO()
    monkeypatch.setattr(ignored.logger.registered_handler, "stream", output)
    ignored.handler(object_created(Upload("b", key, "e", None, World().now)), context)
    assert output.getvalue() == ""


@pytest.mark.parametrize("event", [{}, {"detail": {}}, {"detail": {"object": {}}}])
def test_an_ignored_event_never_fails(event: dict[str, Any], context: LambdaContext) -> None:
    ignored.handler(event, context)
