"""Schedule -> sweeper: runs that wait too long for their next step get it, or end with a reason."""

from collections.abc import Callable
from typing import Any, Final

from aws_lambda_powertools.utilities.typing import LambdaContext

from lambda_kit.logging import errors_logged, get_logger
from textract_processor import bootstrap
from textract_processor.domain.sweep import Sweep

ONE_RUN_MS: Final = 30_000
"""More than looking at a run takes even if a service has to be asked several times."""

logger = get_logger("textract-processor-sweeper")


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:
    """Lambda's entry point; what isn't looked at now is looked at next time."""
    return handle(bootstrap.sweep(), lambda: context.get_remaining_time_in_millis() > ONE_RUN_MS)


def handle(sweep: Sweep, has_time: Callable[[], bool]) -> dict[str, int]:
    """Look at what is overdue as long as there is time."""
    with errors_logged(logger, "overdue runs not swept"):
        findings = {str(finding): count for finding, count in sweep.run(has_time).items()}
        logger.info("overdue runs swept", findings=findings)
    return findings
