"""JSON lines with correlation ids."""

from collections.abc import Iterator
from contextlib import contextmanager

from aws_lambda_powertools.logging import Logger

# Powertools' context decorator adds the Lambda request id to each line; these are added by the handlers.
PROCESSING_ID = "processingId"
JOB_ID = "jobId"


def get_logger(service: str) -> Logger:
    """The JSON logger of a handler.

    Args:
        service: written to each line as `service`, e.g. `textract-processor-orchestrator`.
    """
    return Logger(service=service, utc=True)


@contextmanager
def errors_logged(logger: Logger, message: str) -> Iterator[None]:
    """Log an error that leaves the block as a JSON line with the correlation ids; Lambda's own has none."""
    try:
        yield
    except Exception:
        logger.exception(message)
        raise
