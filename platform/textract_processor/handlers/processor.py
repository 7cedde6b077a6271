"""Completion queue -> processor: a finished Textract job becomes structured JSON."""

from datetime import datetime, timedelta
from typing import Any

from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from lambda_kit.batch import Visibility, handle_fifo_batch
from lambda_kit.clock import utc_now
from lambda_kit.logging import JOB_ID, PROCESSING_ID, errors_logged, get_logger
from textract_processor import bootstrap
from textract_processor.domain.events import Completion
from textract_processor.domain.processing import Processing

logger = get_logger("textract-processor-bedrock")


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Lambda's entry point; a message that keeps failing ends in `textract-completion-dlq.fifo`."""
    deadline = utc_now() + timedelta(milliseconds=context.get_remaining_time_in_millis())
    return handle(event, bootstrap.processing(), bootstrap.visibility(), deadline)


def handle(
    event: dict[str, Any], processing: Processing, visibility: Visibility, deadline: datetime
) -> PartialItemFailureResponse:
    """Finish the document of each message by the deadline; a document that fails holds back no other."""

    def finish(message: SQSRecord) -> None:
        with errors_logged(logger, "document not finished"):
            completion = Completion.from_message(message.body)
            logger.append_keys(**{PROCESSING_ID: completion.job_tag, JOB_ID: completion.job_id})
            record = processing.finish(completion, deadline)
            logger.info("document finished", status=record.status, failure=record.failure and record.failure.code)

    return handle_fifo_batch(event, finish, visibility)
