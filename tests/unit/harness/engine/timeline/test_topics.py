"""What the timeline tells of a notice that is tried again."""

from datetime import UTC, datetime

import pytest

from harness.engine.happening import DeliveryDetail, Kind
from harness.engine.plugins.eventbridge.failure import Failure
from harness.engine.plugins.timeline import topics
from harness.engine.plugins.timeline.timeline import Timeline

SUBSCRIBER = {
    "TopicArn": "arn:aws:sns:us-east-1:123456789012:done",
    "Endpoint": "arn:aws:lambda:us-east-1:123456789012:function:relay",
    "Protocol": "lambda",
}


def test_each_attempt_has_its_number_and_the_time_of_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    timeline = Timeline()
    timeline.keep(10)
    monkeypatch.setattr(topics, "TIMELINE", timeline)
    watch = topics.TopicWatch(SUBSCRIBER, "notice")
    failure = Failure.of(ConnectionError("nobody there"))

    watch.failed(1, failure, 1000.0)
    watch.failed(2, failure, None)
    watch.given_up(2, failure)

    happenings = timeline.find("123456789012", datetime.fromtimestamp(0, UTC), 0)
    told = [
        (one.kind, one.detail.attempt, one.detail.next_at)
        for one in happenings
        if isinstance(one.detail, DeliveryDetail)
    ]
    assert told == [
        (Kind.NOTICE_FAILED, 1, datetime.fromtimestamp(1000, UTC)),
        (Kind.NOTICE_FAILED, 2, None),
        (Kind.NOTICE_LOST, 2, None),
    ]
