"""Custom metrics, as CloudWatch's embedded metric format in the functions' logs."""

from aws_lambda_powertools.metrics import MetricUnit

from lambda_kit.metrics import Meter
from textract_processor.domain.analysis import AnalysisResult
from textract_processor.domain.bill import Bill
from textract_processor.domain.dialogue import Answer
from textract_processor.domain.prices import bedrock_cost, textract_cost
from textract_processor.domain.segments import segments
from textract_processor.domain.tracking import Record

COUNT, MILLISECONDS, DOLLARS = MetricUnit.Count, MetricUnit.Milliseconds, MetricUnit.NoUnit


class EmfTelemetry:
    """`Telemetry` by metrics, which the template's alarms and dashboard know by name.

    Money is counted when it is spent, so that documents that fail are counted, too: `TotalCost` is the sum of
    `TextractCost` and `BedrockCost`. `DocumentCost` is what each completed document has cost.
    """

    def __init__(self, meter: Meter) -> None:
        self._meter = meter

    def upload_received(self) -> None:
        """`UploadsReceived`."""
        self._meter.emit(UploadsReceived=(COUNT, 1))

    def job_started(self, record: Record) -> None:
        """`TextractJobsStarted`."""
        self._meter.emit(TextractJobsStarted=(COUNT, 1))

    def job_ended(self, result: AnalysisResult) -> None:
        """`TextractJobsEnded`, of which so many are `TextractJobsFailed`; Textract is paid for the pages it read."""
        cost = float(textract_cost(0 if result.has_failed else result.page_count))
        self._meter.emit(
            TextractJobsEnded=(COUNT, 1),
            TextractJobsFailed=(COUNT, int(result.has_failed)),
            TextractCost=(DOLLARS, cost),
            TotalCost=(DOLLARS, cost),
        )

    def analysis_reused(self) -> None:
        """`TextractCacheHits`."""
        self._meter.emit(TextractCacheHits=(COUNT, 1))

    def model_answered(self, model_id: str, answer: Answer) -> None:
        """`ModelCalls` or `ModelCacheHits`, and what the answer cost."""
        cost = float(bedrock_cost(model_id, [answer.usage]))
        self._meter.emit(
            ModelCalls=(COUNT, int(not answer.cached)),
            ModelCacheHits=(COUNT, int(answer.cached)),
            BedrockCost=(DOLLARS, cost),
            TotalCost=(DOLLARS, cost),
        )

    def document_completed(self, record: Record, bill: Bill) -> None:
        """`DocumentsCompleted`, `DocumentCost`, and a latency for each segment, e.g. `SaveLatency`."""
        latencies = {f"{name[0].upper()}{name[1:]}Latency": (MILLISECONDS, ms) for name, ms in segments(record).items()}
        self._meter.emit(
            DocumentsCompleted=(COUNT, 1),
            DocumentsFailed=(COUNT, 0),
            DocumentCost=(DOLLARS, float(bill.total)),
            **latencies,
        )

    def document_failed(self) -> None:
        """`DocumentsFailed`."""
        self._meter.emit(DocumentsCompleted=(COUNT, 0), DocumentsFailed=(COUNT, 1))
