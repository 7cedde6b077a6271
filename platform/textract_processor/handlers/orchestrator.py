"""EventBridge -> orchestrator: an uploaded document goes to Textract."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from lambda_kit.logging import JOB_ID, PROCESSING_ID, errors_logged, get_logger
from textract_processor import bootstrap
from textract_processor.domain.events import Upload
from textract_processor.domain.intake import Intake
from textract_processor.domain.validation import is_document

logger = get_logger("textract-processor-orchestrator")


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, str]:
    """Lambda's entry point; an error is retried by Lambda and ends in `textract-dlq`."""
    return handle(event, bootstrap.intake())


def handle(event: dict[str, Any], intake: Intake) -> dict[str, str]:
    """Take in the upload that an `Object Created` event announces."""
    with errors_logged(logger, "upload not taken in"):
        upload = Upload.from_event(event)
        logger.append_keys(s3Key=upload.key)
        if not is_document(upload.key):  # our own copies under failed/ have a document's suffix, too
            logger.info("upload passed over")
            return {}
        record = intake.take(upload)
        logger.append_keys(**{PROCESSING_ID: record.processing_id, JOB_ID: record.textract_job_id})
        logger.info("upload taken in", status=record.status, failure=record.failure and record.failure.code)
    return {"processingId": record.processing_id, "status": record.status}
