"""Custom metrics, as lines of the embedded metric format."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from lambda_kit.metrics import Meter
from tests.systems.textract_processor.world import ARRIVAL, NOON
from textract_processor.adapters.telemetry import EmfTelemetry
from textract_processor.domain.analysis import AnalysisResult
from textract_processor.domain.bill import Bill
from textract_processor.domain.dialogue import Answer
from textract_processor.domain.events import Upload
from textract_processor.domain.tracking import Record
from textract_processor.domain.transitions import Asking, analysed, completed, queued, started

NOVA = "amazon.nova-lite-v1:0"
ANSWER = Answer("{}", "end_turn", 1000, 1000)


class Printed:
    """Telemetry whose lines are read back from standard output, as CloudWatch reads them."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.telemetry = EmfTelemetry(Meter("TextractProcessor/dev", "textract-processor"))
        self._capsys = capsys

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._capsys.readouterr().out.splitlines()]

    @property
    def values(self) -> dict[str, float]:
        """The metrics of the only line."""
        (line,) = self.lines
        (directive,) = line["_aws"]["CloudWatchMetrics"]
        return {metric["Name"]: line[metric["Name"]][0] for metric in directive["Metrics"]}


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Printed:
    return Printed(capsys)


def test_a_line_names_the_stages_namespace_and_the_service(printed: Printed) -> None:
    printed.telemetry.upload_received()
    (line,) = printed.lines
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    assert (directive["Namespace"], directive["Dimensions"]) == ("TextractProcessor/dev", [["service"]])
    assert (line["service"], line["UploadsReceived"]) == ("textract-processor", [1.0])
    assert directive["Metrics"] == [{"Name": "UploadsReceived", "Unit": "Count"}]


def test_a_job_that_ended_well_is_paid_by_its_pages(printed: Printed) -> None:
    printed.telemetry.job_ended(AnalysisResult({"JobStatus": "SUCCEEDED", "DocumentMetadata": {"Pages": 3}}))
    assert printed.values == {
        "TextractJobsEnded": 1,
        "TextractJobsFailed": 0,
        "TextractCost": 0.135,
        "TotalCost": 0.135,
    }


def test_a_failed_job_counts_as_ended_too_and_costs_nothing(printed: Printed) -> None:
    printed.telemetry.job_ended(AnalysisResult({"JobStatus": "FAILED"}))
    assert printed.values == {"TextractJobsEnded": 1, "TextractJobsFailed": 1, "TextractCost": 0, "TotalCost": 0}


def test_a_kept_result_costs_nothing(printed: Printed) -> None:
    printed.telemetry.analysis_reused()
    assert printed.values == {"TextractCacheHits": 1}


@pytest.mark.parametrize(("cached", "calls", "hits", "cost"), [(False, 1, 0, 0.0003), (True, 0, 1, 0)])
def test_an_answer_costs_its_tokens_unless_it_was_cached(
    printed: Printed, cached: bool, calls: int, hits: int, cost: float
) -> None:
    printed.telemetry.model_answered(NOVA, Answer("{}", "end_turn", 1000, 1000, cached=cached))
    assert printed.values == {"ModelCalls": calls, "ModelCacheHits": hits, "BedrockCost": cost, "TotalCost": cost}


def record() -> Record:
    upload = Upload("bucket", "incoming/deed.pdf", "etag", "v1", NOON)
    running = started(queued("proc-1", upload, None, ARRIVAL, timedelta(days=30)), "job-1", NOON)
    read = analysed(running, "job-1", NOON, 1, NOON)
    return completed(read, {}, (), Asking(NOON, NOON + timedelta(seconds=20)), NOON + timedelta(seconds=21))


def test_a_completed_document_tells_its_cost_and_the_latency_of_each_segment(printed: Printed) -> None:
    printed.telemetry.document_completed(record(), Bill(Decimal("0.045"), NOVA, (ANSWER.usage,)))
    values = printed.values
    assert (values["DocumentsCompleted"], values["DocumentsFailed"]) == (1, 0)
    assert values["DocumentCost"] == 0.0453
    assert (values["BedrockLatency"], values["SaveLatency"]) == (20_000, 1_000)
    assert sum(name.endswith("Latency") for name in values) == 7


def test_a_failed_document_is_counted(printed: Printed) -> None:
    printed.telemetry.document_failed()
    assert printed.values == {"DocumentsCompleted": 0, "DocumentsFailed": 1}


def test_a_started_job_is_counted(printed: Printed) -> None:
    printed.telemetry.job_started(record())
    assert printed.values == {"TextractJobsStarted": 1}
