"""Every alarm of textract_processor goes off for a reason, tells the operators, and clears when the reason is gone.

All are fired in one stretch of virtual time, and each test looks at the history of one. An alarm of the template that
nothing here fires fails its test.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from botocore.exceptions import ClientError

from harness.samples import write_samples
from tests.integration.pipelines import DeployedPipeline
from tests.systems.textract_processor.template import resources

pytestmark = pytest.mark.timeout(600)

ALARMS = resources("AWS::CloudWatch::Alarm")
MINUTE, DAY = 60, 24 * 3600
Reason = Callable[[DeployedPipeline], None]
"""Does what an alarm is to go off for."""


def errors_of(function: str, count: int = 1) -> Reason:
    """A function fails."""

    def fail(deployed: DeployedPipeline) -> None:
        name = deployed.physical_id(function)
        failing = {"kind": "error", "code": "OutOfPaper", "message": "no more"}
        with deployed.misbehaving(failing, {"service": "lambda", "resource": name, "point": "work"}):
            for _ in range(count):
                deployed.aws.client("lambda").invoke(FunctionName=name, Payload=b"{}")

    return fail


def letter_in(queue: str) -> Reason:
    """A message lies in a dead-letter queue."""

    def send(deployed: DeployedPipeline) -> None:
        url = deployed.physical_id(queue)
        fifo = {"MessageGroupId": "group", "MessageDeduplicationId": "letter"} if url.endswith(".fifo") else {}
        deployed.aws.client("sqs").send_message(QueueUrl=url, MessageBody="{}", **fifo)

    return send


def throttles_of(table: str) -> Reason:
    """DynamoDB holds requests back. The engine's never does: what it would measure is put in its place."""

    def measure(deployed: DeployedPipeline) -> None:
        dimensions = [{"Name": "TableName", "Value": deployed.physical_id(table)}]
        data = {"MetricName": "WriteThrottleEvents", "Dimensions": dimensions, "Value": 1, "Unit": "Count"}
        deployed.aws.client("cloudwatch").put_metric_data(Namespace="AWS/DynamoDB", MetricData=[data])

    return measure


def many_uploads(deployed: DeployedPipeline) -> None:
    """More than the two a minute for which the stack is deployed, also if a new minute begins among them."""
    for number in range(6):
        key = f"incoming/much{number}.pdf"
        deployed.aws.client("s3").put_object(Bucket=deployed.pipeline.bucket, Key=key, Body=b"no document")


def refused_invocation(deployed: DeployedPipeline) -> None:
    """A function may not run."""
    functions, name = deployed.impatient.client("lambda"), deployed.physical_id("IgnoredFunction")
    functions.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=0)
    with pytest.raises(ClientError, match="TooManyRequests"):
        functions.invoke(FunctionName=name, Payload=b"{}")
    functions.delete_function_concurrency(FunctionName=name)


def slow_processor(deployed: DeployedPipeline) -> None:
    """After 850 s the processor has no time left to ask the model: its message comes again, and the document completes.

    It costs more than the ten cents of this stack's day.
    """
    processor = {"service": "lambda", "resource": deployed.physical_id("ProcessorFunction"), "point": "work"}
    with deployed.misbehaving({"kind": "delay", "seconds": 850}, processor, limit={"count": 1}):
        assert deployed.process("incoming/slow.pdf", deed(seed=60)).status == "COMPLETED"


def unreadable_document(deployed: DeployedPipeline) -> None:
    """Textract gives up on a document."""
    burnt = {"kind": "error", "code": "InternalServerError", "message": "burnt"}
    with deployed.misbehaving(burnt, {"service": "textract", "point": "work"}):
        assert deployed.process("incoming/unreadable.pdf", deed(seed=61)).status == "FAILED"


def deed(seed: int) -> bytes:
    with TemporaryDirectory() as folder:
        return write_samples(Path(folder), seed=seed)[0].path.read_bytes()


REASONS: Final[Mapping[str, Reason]] = {
    "ProcessorDurationAlarm": slow_processor,
    "DailyCostAlarm": slow_processor,
    "TextractFailuresAlarm": unreadable_document,
    "UploadRateAlarm": many_uploads,
    "OrchestratorErrorsAlarm": errors_of("OrchestratorFunction", count=10),
    **{
        f"{name}ErrorRateAlarm": errors_of(f"{name}Function")
        for name in ("Orchestrator", "Ignored", "Dispatcher", "Sweeper", "Relay", "Processor")
    },
    "ThrottlesAlarm": refused_invocation,
    "TrackingTableThrottlesAlarm": throttles_of("TrackingTable"),
    "ResultsTableThrottlesAlarm": throttles_of("ResultsTable"),
    **{f"{queue}Alarm": letter_in(queue) for queue in resources("AWS::SQS::Queue") if queue.endswith("DeadLetters")},
}
TWICE: Final = ("OrchestratorErrorsAlarm",)
"""Alarms that want the same in two periods of five minutes."""


@dataclass(frozen=True)
class History:
    """What alarms went through, and what operators were told."""

    states: Mapping[str, list[str]]
    told: Mapping[str, list[str]]


@pytest.fixture(scope="module")
def history(deployed: DeployedPipeline) -> History:
    """Everything goes wrong, is repaired, and a day and an hour pass."""
    pager = Pager(deployed)
    deployed.clock.set_rate(0)
    deployed.clock.advance(MINUTE)
    for reason in dict.fromkeys(REASONS.values()):
        reason(deployed)
        deployed.clock.advance(0)  # what it set going is done before the next one makes functions fail
    deployed.clock.advance(5 * MINUTE)
    for name in TWICE:
        REASONS[name](deployed)
    deployed.clock.advance(2 * MINUTE)
    for queue in resources("AWS::SQS::Queue"):
        deployed.aws.client("sqs").purge_queue(QueueUrl=deployed.physical_id(queue))
    # Long moves go in steps of minutes: the alarm over a day clears some steps before the end.
    deployed.clock.advance(DAY + 60 * MINUTE)
    deployed.clock.set_rate(1)
    return History({name: _states(deployed, ALARMS[name]["AlarmName"]) for name in ALARMS}, pager.messages())


class Pager:
    """Hears what the operators' topic says."""

    def __init__(self, deployed: DeployedPipeline) -> None:
        self._sqs = deployed.aws.client("sqs")
        self._url = self._sqs.create_queue(QueueName="pager")["QueueUrl"]
        arn = self._sqs.get_queue_attributes(QueueUrl=self._url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        topic = deployed.pipeline.outputs["OpsAlertsTopicArn"]
        deployed.aws.client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)

    def messages(self) -> dict[str, list[str]]:
        """The states that were told of each alarm."""
        told: dict[str, list[str]] = {}
        while found := self._sqs.receive_message(QueueUrl=self._url, MaxNumberOfMessages=10).get("Messages"):
            for message in found:
                notice = json.loads(json.loads(message["Body"])["Message"])
                told.setdefault(notice["AlarmName"], []).append(notice["NewStateValue"])
                self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=message["ReceiptHandle"])
        return told


def _states(deployed: DeployedPipeline, name: str) -> list[str]:
    items = deployed.aws.client("cloudwatch").describe_alarm_history(
        AlarmName=name, HistoryItemType="StateUpdate", ScanBy="TimestampAscending", MaxRecords=100
    )["AlarmHistoryItems"]
    return [json.loads(item["HistoryData"])["newState"]["stateValue"] for item in items]


@pytest.mark.parametrize("name", ALARMS)
def test_an_alarm_goes_off_tells_the_operators_and_clears(history: History, name: str) -> None:
    assert name in REASONS, f"no test makes {name} go off"
    first, *later = history.states[name]
    assert first == "OK"
    assert "ALARM" in later
    assert later[-1] == "OK"
    told = history.told[ALARMS[name]["AlarmName"]]
    assert told.count("ALARM") == later.count("ALARM")
    assert told.count("OK") >= later.count("OK"), "the first of all may have been told before anybody listened"
