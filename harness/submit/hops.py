"""The hops of a document through the pipeline, and how long each may take."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Hop:
    """A place that a document reaches.

    Attributes:
        name: its name in JSON.
        label: its name for people.
        attribute: the tracking record's time of it; empty when the record knows nothing of it.
        via: who brings a document here from the hop before.
        function: stack output with the name of the Lambda function whose log tells about it.
        budget_ms: milliseconds allowed since the hop before; None where the document sets no limit.
            Source: the X-Ray latency budget in document 004, Production AWS Architecture for TextractProcessor.
    """

    name: str
    label: str
    attribute: str = ""
    via: str = ""
    function: str = ""
    budget_ms: int | None = None


UPLOADED: Final = Hop("uploaded", "uploaded", via="S3")
ACCEPTED: Final = Hop(
    "accepted",
    "event accepted",
    attribute="received_at",
    via="S3 -> EventBridge rule -> orchestrator",
    function="OrchestratorFunctionName",
    budget_ms=1_000,  # upload -> Lambda
)
STARTED: Final = Hop(
    "textractStarted",
    "Textract started",
    attribute="textract_started_at",
    via="orchestrator -> Textract",
    function="OrchestratorFunctionName",
    budget_ms=5_000,  # Lambda -> Textract
)
ANALYSED: Final = Hop(
    "textractCompleted",
    "Textract completed",
    attribute="textract_completed_at",
    via="Textract",
    function="ProcessorFunctionName",
)
DELIVERED: Final = Hop(
    "completionReceived",
    "completion received",
    attribute="processing_started_at",
    via="Textract -> SNS -> relay -> SQS -> processor",
    function="ProcessorFunctionName",
    budget_ms=1_000,  # SNS -> Lambda
)
READ: Final = Hop(
    "analysisRead",
    "analysis read",
    attribute="model_asked_at",
    via="processor -> Textract",
    function="ProcessorFunctionName",
)
ANSWERED: Final = Hop(
    "modelAnswered",
    "model answered",
    attribute="model_answered_at",
    via="processor -> Bedrock",
    function="ProcessorFunctionName",
    budget_ms=60_000,  # Bedrock, 10 to 60 s
)
SAVED: Final = Hop(
    "completed",
    "outputs saved",
    attribute="completed_at",
    via="processor -> S3, DynamoDB",
    function="ProcessorFunctionName",
    budget_ms=5_000,  # save
)
FAILED: Final = Hop("failed", "failed", attribute="failed_at")

HOPS: Final = (UPLOADED, ACCEPTED, STARTED, ANALYSED, DELIVERED, READ, ANSWERED, SAVED)
"""The way of a document that completes, in order."""
MILESTONES: Final = (UPLOADED, ACCEPTED, STARTED, ANALYSED, SAVED)
"""The hops that change a document's status, which is what can be watched: the others are told when it has ended."""
