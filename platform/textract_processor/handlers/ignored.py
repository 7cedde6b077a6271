"""EventBridge -> ignored: an upload that is no document leaves a line in the log."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from lambda_kit.logging import get_logger
from textract_processor.domain.validation import is_ignored

logger = get_logger("textract-processor-ignored")


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    """Lambda's entry point."""
    stored = event.get("detail", {}).get("object", {})
    if is_ignored(str(stored.get("key"))):
        logger.info("upload ignored", s3Key=stored.get("key"), sizeBytes=stored.get("size"))
