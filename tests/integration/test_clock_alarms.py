"""Alarms in virtual time: when they go off, when they calm down, and whom they tell."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from harness.clients import Clients
from harness.clock import Clock
from harness.pytest_plugin import EngineUnderTest
from tests.integration.impatient import Impatient
from tests.integration.lambda_functions import Functions

NAMESPACE = "Documents"


class Alarm:
    """An alarm on metrics of `Documents`, over one period of a minute unless told otherwise."""

    def __init__(self, cloudwatch: Any, clock: Clock, **settings: Any) -> None:
        self._cloudwatch = cloudwatch
        self._clock = clock
        metric = {"Namespace": NAMESPACE, "MetricName": "Depth", "Statistic": "Maximum", "Period": 60}
        about = {} if "Metrics" in settings or "Namespace" in settings else metric
        rule = {"EvaluationPeriods": 1, "Threshold": 0, "ComparisonOperator": "GreaterThanThreshold"}
        if "ExtendedStatistic" in settings:
            del about["Statistic"]
        self._cloudwatch.put_metric_alarm(AlarmName="alarm", **{**about, **rule, **settings})

    @property
    def state(self) -> str:
        (alarm,) = self._cloudwatch.describe_alarms(AlarmNames=["alarm"])["MetricAlarms"]
        return str(alarm["StateValue"])

    def after(self, minutes: int) -> list[str]:
        """The state after each of so many minutes."""
        states = []
        for _ in range(minutes):
            self._clock.advance(60)
            states.append(self.state)
        return states

    def history(self) -> list[tuple[datetime, str]]:
        """When it got which state, in order of time."""
        items = self._cloudwatch.describe_alarm_history(AlarmName="alarm", ScanBy="TimestampAscending")
        return [
            (item["Timestamp"], json.loads(item["HistoryData"])["newState"]["stateValue"])
            for item in items["AlarmHistoryItems"]
        ]


@pytest.fixture
def cloudwatch(virtual_aws: Clients) -> Any:
    return virtual_aws.client("cloudwatch")


@pytest.fixture
def minute(clock: Clock) -> datetime:
    """A whole minute, a second of which has passed."""
    clock.set_rate(0)
    now = clock.now()
    clock.advance(61 - now.timestamp() % 60)
    return clock.now().replace(second=0, microsecond=0)


def measure(cloudwatch: Any, metric: str, *values: float) -> None:
    data = [{"MetricName": metric, "Value": value} for value in values]
    cloudwatch.put_metric_data(Namespace=NAMESPACE, MetricData=data)


def test_an_alarm_goes_off_at_the_end_of_the_minute_and_tells_its_topic(
    virtual_aws: Clients, cloudwatch: Any, clock: Clock, minute: datetime
) -> None:
    sns, sqs = virtual_aws.client("sns"), virtual_aws.client("sqs")
    topic = sns.create_topic(Name="ops")["TopicArn"]
    url = sqs.create_queue(QueueName="pager")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    alarm = Alarm(cloudwatch, clock, AlarmActions=[topic], OKActions=[topic], TreatMissingData="notBreaching")

    measure(cloudwatch, "Depth", 3)
    clock.advance(58)
    assert alarm.state == "INSUFFICIENT_DATA"
    clock.advance(2)
    assert alarm.state == "ALARM"
    measure(cloudwatch, "Depth", 0)
    clock.advance(60)
    assert alarm.state == "OK"

    (first, state), (second, state_after) = alarm.history()
    assert (state, state_after) == ("ALARM", "OK")
    assert [(at - minute).total_seconds() for at in (first, second)] == pytest.approx([60, 120], abs=0.1)
    received = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    told = [json.loads(json.loads(message["Body"])["Message"]) for message in received]
    assert [message["NewStateValue"] for message in told] == ["ALARM", "OK"]
    assert "1 out of the last 1 datapoints [3.0] was greater than the threshold (0.0)" in told[0]["NewStateReason"]
    assert told[0]["StateChangeTime"].startswith((minute + timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:00"))


def test_an_alarm_of_two_out_of_three_needs_two(cloudwatch: Any, clock: Clock, minute: datetime) -> None:
    alarm = Alarm(cloudwatch, clock, EvaluationPeriods=3, DatapointsToAlarm=2)
    states = []

    for value in (0, 0, 5, 0, 7, 0, 0):
        measure(cloudwatch, "Depth", value)
        states += alarm.after(minutes=1)

    assert states == ["OK", "OK", "OK", "OK", "ALARM", "OK", "OK"]


def test_an_alarm_of_five_minutes_is_evaluated_every_minute(cloudwatch: Any, clock: Clock, minute: datetime) -> None:
    alarm = Alarm(cloudwatch, clock, Period=300, Statistic="Sum", Threshold=9, TreatMissingData="notBreaching")

    measure(cloudwatch, "Depth", 5)
    assert alarm.after(minutes=2) == ["OK", "OK"]
    measure(cloudwatch, "Depth", 5)
    assert alarm.after(minutes=1) == ["ALARM"]


@pytest.mark.parametrize(
    ("missing", "expected"),
    [("missing", "INSUFFICIENT_DATA"), ("ignore", "ALARM"), ("breaching", "ALARM"), ("notBreaching", "OK")],
)
def test_silence_counts_as_the_alarm_says(
    cloudwatch: Any, clock: Clock, minute: datetime, missing: str, expected: str
) -> None:
    alarm = Alarm(cloudwatch, clock, TreatMissingData=missing)
    measure(cloudwatch, "Depth", 3)

    states = alarm.after(minutes=5)

    assert states[0] == "ALARM"
    assert states[-1] == expected


def test_an_alarm_can_be_about_the_share_of_errors(
    virtual_aws: Clients, cloudwatch: Any, clock: Clock, minute: datetime
) -> None:
    functions = Functions(virtual_aws)
    name = functions.create("def handler(event, context):\n    assert event != 'bad'\n")

    def stat(metric: str) -> dict[str, Any]:
        which = {
            "Namespace": "AWS/Lambda",
            "MetricName": metric,
            "Dimensions": [{"Name": "FunctionName", "Value": name}],
        }
        query = {"Metric": which, "Period": 60, "Stat": "Sum"}
        return {"Id": metric.lower(), "MetricStat": query, "ReturnData": False}

    share = {"Id": "share", "Expression": "100 * errors / invocations", "Label": "Errors in percent"}
    metrics = [share, stat("Errors"), stat("Invocations")]
    alarm = Alarm(cloudwatch, clock, Metrics=metrics, Threshold=20)

    for event in ("good", "good", "good", "good", "bad"):
        functions.invoke(name, event)
    assert alarm.after(minutes=1) == ["OK"]
    for event in ("good", "good", "bad"):
        functions.invoke(name, event)
    assert alarm.after(minutes=1) == ["ALARM"]

    answer = cloudwatch.get_metric_data(
        MetricDataQueries=metrics,
        StartTime=minute,
        EndTime=minute + timedelta(minutes=2),
        ScanBy="TimestampAscending",
    )
    (result,) = answer["MetricDataResults"]
    assert (result["Label"], result["Values"]) == ("Errors in percent", [20, pytest.approx(100 / 3)])
    assert result["Timestamps"] == [minute, minute + timedelta(minutes=1)]


def test_an_alarm_can_be_about_a_percentile(cloudwatch: Any, clock: Clock, minute: datetime) -> None:
    alarm = Alarm(cloudwatch, clock, ExtendedStatistic="p90", Threshold=3000)

    measure(cloudwatch, "Depth", *[100] * 9, 9000)
    assert alarm.after(minutes=1) == ["OK"]
    measure(cloudwatch, "Depth", *[100] * 8, 9000, 9000)
    assert alarm.after(minutes=1) == ["ALARM"]


def test_an_alarm_of_ten_seconds_is_quick(cloudwatch: Any, clock: Clock, minute: datetime) -> None:
    alarm = Alarm(cloudwatch, clock, Period=10)

    measure(cloudwatch, "Depth", 1)
    clock.advance(10)

    assert alarm.state == "ALARM"


def test_a_changed_alarm_keeps_its_state(cloudwatch: Any, clock: Clock, minute: datetime) -> None:
    measure(cloudwatch, "Depth", 5)
    alarm = Alarm(cloudwatch, clock)
    assert alarm.after(minutes=1) == ["ALARM"]

    changed = Alarm(cloudwatch, clock, Threshold=4)

    assert changed.state == "ALARM"


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({"ComparisonOperator": "GreaterThanUpperThreshold"}, "anomaly detection is not emulated"),
        ({"Metrics": [{"Id": "share", "Expression": "errors / nothing"}]}, "Undefined variable"),
        ({"Metrics": [{"Id": "all", "Expression": "SEARCH('x', 'Sum')"}]}, "SEARCH is not emulated"),
        ({"ExtendedStatistic": "pMany"}, "pMany"),
    ],
)
def test_an_alarm_that_can_never_be_evaluated_is_refused(
    virtual_engine: EngineUnderTest, account: str, clock: Clock, settings: dict[str, Any], error: str
) -> None:
    with pytest.raises(ClientError, match=error):
        Alarm(Impatient(virtual_engine, account).client("cloudwatch"), clock, **settings)


def test_times_of_alarms_are_virtual(cloudwatch: Any, clock: Clock, minute: datetime) -> None:
    Alarm(cloudwatch, clock)
    (alarm,) = cloudwatch.describe_alarms()["MetricAlarms"]

    assert alarm["StateUpdatedTimestamp"].astimezone(UTC) - minute < timedelta(seconds=60)


def test_an_alarm_sees_what_queues_have_counted_in_its_minute(
    virtual_aws: Clients, cloudwatch: Any, clock: Clock, minute: datetime
) -> None:
    sqs = virtual_aws.client("sqs")
    url = sqs.create_queue(QueueName="work")["QueueUrl"]
    alarm = Alarm(
        cloudwatch,
        clock,
        Namespace="AWS/SQS",
        MetricName="NumberOfMessagesSent",
        Dimensions=[{"Name": "QueueName", "Value": "work"}],
        Statistic="Sum",
        Period=60,
        Threshold=3,
        ComparisonOperator="GreaterThanOrEqualToThreshold",
    )
    for body in ("a", "b", "c"):
        sqs.send_message(QueueUrl=url, MessageBody=body)

    assert alarm.after(minutes=1) == ["ALARM"]
