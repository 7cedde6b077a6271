"""Where the deployed pipeline takes documents in and keeps its records."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from harness.clients import Clients
from harness.deploy.stack import Stack
from harness.deploy.system import System
from harness.errors import SubmitError
from harness.settings import Settings
from harness.submit.aws_errors import explained

SYSTEM: Final = "textract_processor"


@dataclass(frozen=True)
class Pipeline:
    """What a client needs of the stack.

    Attributes:
        bucket: takes uploads in and holds the outputs.
        tracking_table: holds a record for each processing run.
        results_table: holds a row for each run that has ended.
        outputs: every output of the stack, by name.
    """

    bucket: str
    tracking_table: str
    results_table: str
    outputs: Mapping[str, str]

    @property
    def dead_letter_queues(self) -> dict[str, str]:
        """URL of every dead-letter queue of the stack, by the name of the stack's output."""
        return {name: url for name, url in self.outputs.items() if name.endswith("DeadLetterQueueUrl")}


def find_pipeline(clients: Clients, settings: Settings) -> Pipeline:
    """Ask the stack `textract-processor-<stage>` where everything is.

    Raises:
        SubmitError: it isn't deployed.
    """
    stack = Stack(clients, System(SYSTEM, settings.project / "platform").stack_name(settings.stage))
    with explained(f"look at stack {stack.name}"):
        outputs = stack.outputs()
    if not {"BucketName", "TrackingTableName", "ResultsTableName"} <= outputs.keys():
        raise SubmitError(f"{SYSTEM} isn't deployed.", hint=f"Deploy it with `rehearse deploy {SYSTEM}`.")
    return Pipeline(outputs["BucketName"], outputs["TrackingTableName"], outputs["ResultsTableName"], outputs)
