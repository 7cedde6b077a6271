"""Completion topic, schedule -> dispatcher: documents that wait in the backlog are started."""

from collections.abc import Callable
from typing import Any, Final

from aws_lambda_powertools.utilities.typing import LambdaContext

from lambda_kit.logging import PROCESSING_ID, errors_logged, get_logger
from textract_processor import bootstrap
from textract_processor.domain.backlog import Waiting
from textract_processor.domain.dispatch import Dispatch

ONE_DOCUMENT_MS: Final = 20_000
"""More than a document takes even if Textract lets the request time out."""

logger = get_logger("textract-processor-dispatcher")


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:
    """Lambda's entry point. What woke it doesn't matter; an error is retried by Lambda and by the schedule."""
    return handle(bootstrap.dispatch(), lambda: context.get_remaining_time_in_millis() > ONE_DOCUMENT_MS)


def handle(dispatch: Dispatch, has_time: Callable[[], bool]) -> dict[str, int]:
    """Serve the backlog as long as there is time."""
    with errors_logged(logger, "backlog not served"):
        served = dispatch.run(has_time, _report)
        logger.info("backlog served", documents=served)
    return {"documents": served}


def _report(waiting: Waiting, error: Exception) -> None:
    document = {PROCESSING_ID: waiting.processing_id, "s3Key": waiting.s3_key, "tries": waiting.tries}
    logger.error("document put aside", exc_info=error, extra=document)
