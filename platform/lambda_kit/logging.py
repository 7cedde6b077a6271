"""JSON lines with correlation ids."""

from aws_lambda_powertools.logging import Logger

# Powertools' context decorator adds the Lambda request id to each line; these are added by the handlers.
PROCESSING_ID = "processingId"
JOB_ID = "jobId"


def get_logger(service: str) -> Logger:
    """The JSON logger of a handler.

    Args:
        service: written to each line as `service`, e.g. `textract-processor-orchestrator`.
    """
    return Logger(service=service, log_uncaught_exceptions=True, utc=True)
