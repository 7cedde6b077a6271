"""Alarms that are about other alarms."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from harness.clients import Clients
from tests.integration.metrics import STEADY
from tests.integration.queues import awaited


class Scene:
    """CloudWatch with the alarms `errors` and `maintenance`, and a topic whose messages a queue gets."""

    def __init__(self, aws: Clients) -> None:
        self.cloudwatch: Any = aws.client("cloudwatch")
        self._aws = aws
        self._sqs = aws.client("sqs")
        sns = aws.client("sns")
        self.topic: str = sns.create_topic(Name="ops")["TopicArn"]
        self._url = self._sqs.create_queue(QueueName="pager")["QueueUrl"]
        (arn,) = self._sqs.get_queue_attributes(QueueUrl=self._url, AttributeNames=["QueueArn"])["Attributes"].values()
        sns.subscribe(TopicArn=self.topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})
        for name in ("errors", "maintenance"):
            self.cloudwatch.put_metric_alarm(AlarmName=name, **STEADY)
            self.turn(name, "OK")

    def turn(self, name: str, state: str) -> None:
        """Have an alarm change its state."""
        self.cloudwatch.set_alarm_state(AlarmName=name, StateValue=state, StateReason="because")

    def composite(self, rule: str, **more: Any) -> None:
        """Make the composite alarm, or change it."""
        self.cloudwatch.put_composite_alarm(AlarmName="trouble", AlarmRule=rule, AlarmActions=[self.topic], **more)

    @property
    def state(self) -> str:
        """Of the composite alarm."""
        asked = {"AlarmNames": ["trouble"], "AlarmTypes": ["CompositeAlarm"]}
        (alarm,) = self.cloudwatch.describe_alarms(**asked)["CompositeAlarms"]
        return str(alarm["StateValue"])

    @property
    def changes(self) -> int:
        """How often the composite alarm has changed its state."""
        asked = {"AlarmName": "trouble", "AlarmTypes": ["CompositeAlarm"], "HistoryItemType": "StateUpdate"}
        return len(self.cloudwatch.describe_alarm_history(**asked)["AlarmHistoryItems"])

    def paged(self) -> str:
        """The state of which operators hear next."""
        (message,) = awaited(self._aws, self._url)
        self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=message["ReceiptHandle"])
        return str(json.loads(message["Body"])["NewStateValue"])


@pytest.fixture
def scene(aws: Clients) -> Scene:
    return Scene(aws)


def test_a_composite_alarm_goes_by_its_rule_whenever_one_of_its_alarms_changes(scene: Scene) -> None:
    scene.composite('ALARM("errors") AND NOT ALARM(maintenance)')
    assert scene.state == "OK"

    scene.turn("errors", "ALARM")
    assert (scene.state, scene.paged()) == ("ALARM", "ALARM")
    scene.turn("maintenance", "ALARM")
    assert scene.state == "OK"


def test_a_composite_alarm_says_at_once_what_is_so_already_and_says_it_once(scene: Scene) -> None:
    scene.turn("errors", "ALARM")

    scene.composite("ALARM(errors)")
    assert (scene.state, scene.paged(), scene.changes) == ("ALARM", "ALARM", 1)
    scene.composite("ALARM(errors)", AlarmDescription="changed")
    assert (scene.state, scene.changes) == ("ALARM", 1)


@pytest.mark.parametrize(
    ("rule", "error"),
    [
        ("ALARM(errors) XOR ALARM(maintenance)", "Invalid alarm rule"),
        ("ALARM(nowhere)", "do not exist"),
        ("ALARM(trouble)", "not emulated"),
    ],
)
def test_a_rule_that_cannot_be_evaluated_is_refused(scene: Scene, rule: str, error: str) -> None:
    scene.composite("ALARM(errors)")

    with pytest.raises(ClientError, match=error):
        scene.composite(rule)
