"""What operators watch: every hop has its alarms, and these and the dashboard watch metrics that there are."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from lambda_kit.metrics import Measure, Meter
from tests.systems.textract_processor.adapters.test_telemetry import ANSWER, NOVA, record
from tests.systems.textract_processor.template import attribute_of, resource, resources, template
from textract_processor.adapters.telemetry import EmfTelemetry
from textract_processor.bootstrap import SERVICE
from textract_processor.domain.analysis import AnalysisResult
from textract_processor.domain.bill import Bill

ALARMS = resources("AWS::CloudWatch::Alarm")
OWN = {"Fn::Sub": "TextractProcessor/${Stage}"}
OPS = [{"Fn::If": ["MakeOpsAlerts", {"Ref": "OpsAlerts"}, {"Ref": "OpsAlertsTopicArn"}]}]


@dataclass(frozen=True)
class Metric:
    """A metric that an alarm watches; `of` holds its dimensions' values, logical ids for those that are resources."""

    namespace: Any
    name: str
    of: tuple[str, ...]


def watched(alarm: dict[str, Any]) -> list[Metric]:
    parts = [part["MetricStat"]["Metric"] for part in alarm.get("Metrics", ()) if "MetricStat" in part] or [alarm]
    return [Metric(part["Namespace"], part["MetricName"], _values(part["Dimensions"])) for part in parts]


def _values(dimensions: list[dict[str, Any]]) -> tuple[str, ...]:
    values = [dimension["Value"] for dimension in dimensions]
    return tuple(value if isinstance(value, str) else attribute_of(value) for value in values)


def watching(name: str, *of: str) -> list[dict[str, Any]]:
    """The alarms that watch a metric."""
    return [
        alarm for alarm in ALARMS.values() if any((metric.name, metric.of) == (name, of) for metric in watched(alarm))
    ]


def emitted() -> set[str]:
    """Every custom metric that the code emits."""
    names: set[str] = set()

    class Recorder(Meter):
        def emit(self, **measures: Measure) -> None:
            names.update(measures)

    telemetry = EmfTelemetry(Recorder("namespace", SERVICE))
    telemetry.upload_received()
    telemetry.job_started(record())
    telemetry.job_ended(AnalysisResult({"JobStatus": "FAILED"}))
    telemetry.analysis_reused()
    telemetry.model_answered(NOVA, ANSWER)
    telemetry.document_completed(record(), Bill(Decimal(), NOVA, ()))
    telemetry.document_failed()
    return names


@pytest.mark.parametrize("name", ALARMS)
def test_an_alarm_tells_operators_when_it_goes_off_and_when_it_clears(name: str) -> None:
    alarm = ALARMS[name]
    assert (alarm["AlarmActions"], alarm["OKActions"]) == (OPS, OPS)
    assert alarm["TreatMissingData"] == "notBreaching"
    assert alarm["AlarmDescription"].endswith(".")


@pytest.mark.parametrize("name", ALARMS)
def test_an_alarm_with_a_formula_has_no_more_metrics_than_cloudwatch_allows(name: str) -> None:
    assert len(watched(ALARMS[name])) <= 10


@pytest.mark.parametrize("name", sorted(name for name in resources("AWS::SQS::Queue") if name.endswith("DeadLetters")))
def test_a_dead_letter_queue_has_an_alarm_on_its_depth(name: str) -> None:
    (alarm,) = watching("ApproximateNumberOfMessagesVisible", name)
    assert (alarm["Threshold"], alarm["ComparisonOperator"]) == (0, "GreaterThanThreshold")


@pytest.mark.parametrize("name", resources("AWS::Lambda::Function"))
def test_a_function_has_alarms_on_its_rate_of_errors_and_on_throttles(name: str) -> None:
    (errors,) = watching("Invocations", name)
    assert errors["Metrics"][0]["Expression"] == "100 * errors / invocations"
    assert errors["Threshold"] == {"Ref": "ErrorPercentAlarm"}
    assert len(watching("Throttles", name)) == 1


@pytest.mark.parametrize("name", resources("AWS::DynamoDB::Table"))
def test_a_table_has_an_alarm_on_throttles_of_its_own_and_of_its_indexes(name: str) -> None:
    (alarm,) = watching("ReadThrottleEvents", name)
    indexes = [index["IndexName"] for index in resource(name)["Properties"]["GlobalSecondaryIndexes"]]
    for of in ((name,), *((name, index) for index in indexes)):
        assert watching("WriteThrottleEvents", *of) == [alarm]


def test_the_absolute_number_of_the_orchestrators_errors_is_watched_for_ten_minutes() -> None:
    (alarm,) = [alarm for alarm in watching("Errors", "OrchestratorFunction") if "Period" in alarm]
    assert (alarm["Period"], alarm["EvaluationPeriods"], alarm["Statistic"]) == (300, 2, "Sum")
    assert alarm["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"


def test_an_alarm_on_a_long_invocation_looks_back_to_its_beginning() -> None:
    """Lambda Developer Guide, "Types of metrics": a metric's time is that of the invocation's start."""
    (duration,) = watching("Duration", "ProcessorFunction")
    (errors,) = watching("Invocations", "ProcessorFunction")
    for alarm, period in ((duration, duration["Period"]), (errors, errors["Metrics"][1]["MetricStat"]["Period"])):
        assert alarm["DatapointsToAlarm"] == 1
        timeout = template()["Parameters"]["ProcessorTimeoutSeconds"]["Default"]
        assert alarm["EvaluationPeriods"] * period >= timeout + period


def test_costs_are_watched_by_the_day_and_uploads_by_the_minute() -> None:
    (cost,) = watching("TotalCost", SERVICE)
    (uploads,) = watching("UploadsReceived", SERVICE)
    statistic = cost["Metrics"][1]["MetricStat"]
    assert (statistic["Period"], statistic["Stat"]) == (24 * 3600, "Sum")
    assert (uploads["Period"], uploads["Statistic"]) == (60, "Sum")


def test_an_alarm_watches_only_custom_metrics_that_the_code_emits() -> None:
    metrics = [metric for alarm in ALARMS.values() for metric in watched(alarm)]
    custom = [metric for metric in metrics if not str(metric.namespace).startswith("AWS/")]
    assert all(metric.namespace == OWN for metric in custom)
    assert {metric.of for metric in custom} == {(SERVICE,)}
    assert {metric.name for metric in custom} <= emitted()


def dashboard_metrics() -> Iterator[list[Any]]:
    (dashboard,) = resources("AWS::CloudWatch::Dashboard").values()
    for widget in json.loads(dashboard["DashboardBody"]["Fn::Sub"])["widgets"]:
        yield from widget["properties"]["metrics"]


def test_the_dashboard_shows_every_custom_metric_and_no_other() -> None:
    own = [metric for metric in dashboard_metrics() if metric[0] == OWN["Fn::Sub"]]
    assert {metric[2:4] == ["service", SERVICE] for metric in own} == {True}
    assert {metric[1] for metric in own} == emitted()


def test_the_dashboard_shows_every_function_queue_and_table() -> None:
    shown = {name for metric in dashboard_metrics() for name in re.findall(r"\$\{(\w+)", str(metric))}
    for kind in ("AWS::Lambda::Function", "AWS::SQS::Queue", "AWS::DynamoDB::Table"):
        assert set(resources(kind)) <= shown
