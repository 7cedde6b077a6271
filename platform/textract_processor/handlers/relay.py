"""Completion topic -> relay -> FIFO topic: Textract publishes to standard topics only (decision 0003)."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from lambda_kit.logging import JOB_ID, PROCESSING_ID, errors_logged, get_logger
from textract_processor import bootstrap
from textract_processor.domain.events import Completion
from textract_processor.domain.ports import CompletionChannel

logger = get_logger("textract-processor-relay")


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    """Lambda's entry point; an error is retried by Lambda and ends in `textract-relay-dlq`."""
    handle(event, bootstrap.completions())


def handle(event: dict[str, Any], channel: CompletionChannel) -> None:
    """Pass on each message; a repeated one is dropped by the FIFO topic or by the processor."""
    with errors_logged(logger, "completion not passed on"):
        for record in event["Records"]:
            body = record["Sns"]["Message"]
            completion = Completion.from_message(body)
            logger.append_keys(**{PROCESSING_ID: completion.job_tag, JOB_ID: completion.job_id})
            channel.publish(completion, body)
            logger.info("completion passed on", jobStatus=completion.status)
