"""Completion messages on their way, with IAM and SNS played by the test."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.exceptions import ClientError

from fakes.behaviour import Behaviour, Match
from fakes.behaviours.board import Board
from fakes.behaviours.deliveries import Deliveries
from fakes.behaviours.effects import Drop, Effect, Error
from fakes.behaviours.moment import Point
from fakes.common import remembered
from fakes.common.channel import Channel
from fakes.common.completion import Completions
from fakes.common.owner import Owner
from tests.unit.fakes.common.roles import Role, trust

OWNER = Owner("111111111111", "us-east-1")
CHANNEL = Channel("arn:aws:sns:us-east-1:111111111111:done", "arn:aws:iam::111111111111:role/rekognition")


@dataclass
class Topic:
    """SNS that keeps what it is told, and can be out of order."""

    broken: bool = False
    heard: list[str] = field(default_factory=list)
    asked: int = 0

    def get_topic_attributes(self, **_: Any) -> dict[str, Any]:
        self.asked += 1
        return {"Attributes": {"Policy": json.dumps({"Statement": []})}}

    def publish(self, Message: str, **_: Any) -> None:  # noqa: N803 - boto3's name
        if self.broken:
            raise ClientError({"Error": {"Code": "NotFound"}}, "Publish")
        self.heard.append(Message)


def _publish(topic: Topic, effect: Effect | None = None, role: Role | None = None) -> str | None:
    clients = {"sns": topic, "iam": role or Role(trusted=trust("rekognition.amazonaws.com"))}
    board = Board()
    if effect:
        match = Match(service="rekognition", resource="job-1", point=Point.DELIVERY)
        board.set(OWNER.account, Behaviour(match=match, effect=effect))
    completions = Completions("rekognition", lambda service, owner: clients[service], Deliveries(board))
    return completions.publish(OWNER, CHANNEL, "StartLabelDetection", "done", ["job-1"])


def test_a_message_reaches_the_topic() -> None:
    topic = Topic()

    assert _publish(topic) is None
    assert topic.heard == ["done"]


def test_a_burst_of_messages_asks_for_the_topics_policy_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "REMEMBERED_SECONDS", 3600.0)
    topic = Topic()
    clients = {"sns": topic, "iam": Role(trusted=trust("rekognition.amazonaws.com"))}
    completions = Completions("rekognition", lambda service, owner: clients[service], Deliveries(Board()))

    for number in range(3):
        completions.publish(OWNER, CHANNEL, "StartLabelDetection", str(number), ["job-1"])

    assert topic.heard == ["0", "1", "2"]
    assert topic.asked == 1


def test_a_role_of_another_service_publishes_nothing() -> None:
    topic = Topic()

    assert "does not trust" in str(_publish(topic, role=Role()))
    assert topic.heard == []


def test_a_topic_out_of_order_is_the_reason() -> None:
    assert "NotFound" in str(_publish(Topic(broken=True)))


def test_a_message_can_be_told_to_get_lost() -> None:
    topic = Topic()

    assert _publish(topic, Drop()) is None
    assert topic.heard == []


def test_a_message_can_be_told_to_fail() -> None:
    topic = Topic()

    assert "out of order" in str(_publish(topic, Error(code="Internal", message="out of order")))
    assert topic.heard == []
