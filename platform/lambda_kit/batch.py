"""SQS FIFO batches with partial failures, and a retry that comes sooner than the visibility timeout."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from aws_lambda_powertools.utilities.batch import (
    ExceptionInfo,
    FailureResponse,
    SqsFifoPartialProcessor,
    process_partial_response,
)
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse

from lambda_kit.backoff import retry_delay

RecordHandler = Callable[[Any], None]


class Visibility(Protocol):
    """Says when a received message may be received again."""

    def retry_after(self, queue_arn: str, receipt_handle: str, seconds: int) -> None:
        """Make the message visible `seconds` from now."""


def handle_fifo_batch(
    event: Mapping[str, Any], handle: RecordHandler, visibility: Visibility
) -> PartialItemFailureResponse:
    """Handle each message of a FIFO batch; a failed one holds back only its own message group.

    Args:
        event: what Lambda's event source mapping passes, with `Records`.
        handle: called with one powertools `SQSRecord`; raises when the message is to be retried.
        visibility: used to let a failed message come back after a growing pause.

    Returns:
        `batchItemFailures`, for a mapping with `ReportBatchItemFailures`.

    Raises:
        BatchProcessingError: every message failed, so that the function counts as failed in Lambda's metrics.
    """

    def handle_record(record: Any) -> None:  # powertools passes it by this name
        handle(record)

    return process_partial_response(dict(event), handle_record, _BackingOffProcessor(visibility))


class _BackingOffProcessor(SqsFifoPartialProcessor):
    """AWS advises a visibility timeout of six times the function's: too long after a quick failure."""

    def __init__(self, visibility: Visibility) -> None:
        super().__init__(skip_group_on_error=True)
        self._visibility = visibility

    def failure_handler(self, record: Any, exception: ExceptionInfo) -> FailureResponse:
        raw = record.raw_event
        self._visibility.retry_after(
            raw["eventSourceARN"],
            raw["receiptHandle"],
            retry_delay(int(raw["attributes"]["ApproximateReceiveCount"])),
        )
        return super().failure_handler(record, exception)
