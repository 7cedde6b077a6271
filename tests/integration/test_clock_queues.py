"""Queues in virtual time: what appears when, and in which order. Every figure is virtual seconds."""

from typing import Any

import pytest

from harness.clients import Clients
from harness.clock import Clock
from tests.integration.passing_time import received, waiting
from tests.integration.queues import create_burying_queue, create_queue


@pytest.fixture
def sqs(virtual_aws: Clients) -> Any:
    return virtual_aws.client("sqs")


def visible(sqs: Any, url: str) -> int:
    name = "ApproximateNumberOfMessages"
    return int(sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[name])["Attributes"][name])


@pytest.mark.parametrize("of_queue", [True, False])
def test_a_delayed_message_appears_on_time(virtual_aws: Clients, sqs: Any, clock: Clock, of_queue: bool) -> None:
    clock.set_rate(0)
    url, _ = create_queue(virtual_aws, "delayed", **({"DelaySeconds": "300"} if of_queue else {}))
    sqs.send_message(QueueUrl=url, MessageBody="later", **({} if of_queue else {"DelaySeconds": 300}))

    clock.advance(299.9)
    assert (received(sqs, url), visible(sqs, url)) == ([], 0)
    clock.advance(0.1)
    assert visible(sqs, url) == 1
    assert received(sqs, url) == ["later"]


def test_a_received_message_reappears_on_time_and_when_it_is_told_to(
    virtual_aws: Clients, sqs: Any, clock: Clock
) -> None:
    clock.set_rate(0)
    url, _ = create_queue(virtual_aws, "jobs", VisibilityTimeout="180")
    sqs.send_message(QueueUrl=url, MessageBody="job")

    (message,) = sqs.receive_message(QueueUrl=url)["Messages"]
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=600)
    clock.advance(599)
    assert received(sqs, url) == []
    clock.advance(1)
    (message,) = sqs.receive_message(QueueUrl=url)["Messages"]
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)

    assert received(sqs, url) == ["job"]


def test_a_message_expires_at_the_end_of_its_retention(virtual_aws: Clients, sqs: Any, clock: Clock) -> None:
    clock.set_rate(0)
    url, _ = create_queue(virtual_aws, "short", MessageRetentionPeriod="60")
    sqs.send_message(QueueUrl=url, MessageBody="old")
    clock.advance(30)
    sqs.send_message(QueueUrl=url, MessageBody="new")

    clock.advance(29)
    assert visible(sqs, url) == 2
    clock.advance(1.1)
    assert visible(sqs, url) == 1
    assert received(sqs, url, count=10) == ["new"]


@pytest.mark.parametrize(("suffix", "gone_after"), [("", 1000), (".fifo", 1600)], ids=["standard", "fifo"])
def test_a_dead_letter_of_a_standard_queue_expires_by_the_time_at_which_it_was_sent(
    virtual_aws: Clients, sqs: Any, clock: Clock, suffix: str, gone_after: int
) -> None:
    """In a FIFO queue by that at which it was buried."""
    kind = {"FifoQueue": "true", "ContentBasedDeduplication": "true"} if suffix else {}
    dead_url, dead_arn = create_queue(virtual_aws, f"dead{suffix}", MessageRetentionPeriod="1000", **kind)
    redrive = {"deadLetterTargetArn": dead_arn, "maxReceiveCount": 1}
    url, _ = create_queue(virtual_aws, f"jobs{suffix}", VisibilityTimeout="600", RedrivePolicy=redrive, **kind)
    clock.set_rate(0)
    sqs.send_message(QueueUrl=url, MessageBody="poison", **({"MessageGroupId": "one"} if suffix else {}))
    assert received(sqs, url) == ["poison"]
    clock.advance(600)
    assert received(sqs, url) == []

    clock.advance(gone_after - 600 - 1)
    assert visible(sqs, dead_url) == 1
    clock.advance(1.1)
    assert visible(sqs, dead_url) == 0


def test_a_redriven_message_is_as_good_as_new(virtual_aws: Clients, sqs: Any, clock: Clock) -> None:
    (url, _), (_, dead_arn) = create_burying_queue(
        virtual_aws, "jobs", 1, VisibilityTimeout="600", MessageRetentionPeriod="1000"
    )
    clock.set_rate(0)
    sqs.send_message(QueueUrl=url, MessageBody="poison")
    assert received(sqs, url) == ["poison"]
    clock.advance(600)
    assert received(sqs, url) == []

    sqs.start_message_move_task(SourceArn=dead_arn)
    clock.advance(999)
    assert visible(sqs, url) == 1
    (message,) = sqs.receive_message(QueueUrl=url, AttributeNames=["SentTimestamp"])["Messages"]
    assert int(message["Attributes"]["SentTimestamp"]) / 1000 == pytest.approx(clock.now().timestamp() - 999, abs=1)


def test_a_waiting_receiver_gets_the_message_in_the_moment_in_which_it_appears(
    virtual_aws: Clients, sqs: Any, clock: Clock
) -> None:
    url, _ = create_queue(virtual_aws, "delayed")
    start = clock.set_rate(0).now
    sqs.send_message(QueueUrl=url, MessageBody="later", DelaySeconds=15)

    with waiting(clock, received, sqs, url, wait=20) as answer:
        state = clock.run_to_idle(limit=60)

    assert answer.result() == ["later"]
    assert (state.now - start).total_seconds() >= 15


def test_a_long_poll_of_an_empty_queue_ends_after_its_seconds(virtual_aws: Clients, sqs: Any, clock: Clock) -> None:
    url, _ = create_queue(virtual_aws, "empty")

    with waiting(clock, received, sqs, url, wait=20) as answer:
        clock.advance(19.9)
        assert not answer.done()
        clock.advance(0.1)
        assert answer.result() == []


def test_a_long_poll_takes_what_is_sent_meanwhile(virtual_aws: Clients, sqs: Any, clock: Clock) -> None:
    url, _ = create_queue(virtual_aws, "empty")

    with waiting(clock, received, sqs, url, wait=20) as answer:
        sqs.send_message(QueueUrl=url, MessageBody="now")

    assert answer.result() == ["now"]


def test_a_message_is_buried_while_time_stands_still(virtual_aws: Clients, sqs: Any, clock: Clock) -> None:
    clock.set_rate(0)
    (url, _), (dead_url, _) = create_burying_queue(virtual_aws, "jobs", 3, VisibilityTimeout="0")
    sqs.send_message(QueueUrl=url, MessageBody="poison")

    assert [received(sqs, url) for _ in range(4)] == [["poison"], ["poison"], ["poison"], []]

    assert received(sqs, dead_url) == ["poison"]


@pytest.mark.parametrize("fifo", [True, False])
def test_messages_of_one_moment_keep_their_order(virtual_aws: Clients, sqs: Any, clock: Clock, fifo: bool) -> None:
    clock.set_rate(0)
    suffix, group = (".fifo", {"MessageGroupId": "one"}) if fifo else ("", {})
    attributes = {"FifoQueue": "true", "ContentBasedDeduplication": "true"} if fifo else {}
    url, _ = create_queue(virtual_aws, f"ordered{suffix}", VisibilityTimeout="30", **attributes)
    sent = [f"message {number}" for number in range(10)]
    for body in sent:
        sqs.send_message(QueueUrl=url, MessageBody=body, **group)

    assert received(sqs, url, count=10) == sent
    clock.advance(30)
    assert received(sqs, url, count=10) == sent


def test_a_fifo_queue_takes_the_same_message_again_after_five_minutes(
    virtual_aws: Clients, sqs: Any, clock: Clock
) -> None:
    """SQS API Reference, SendMessage: a deduplication id counts for five minutes."""
    clock.set_rate(0)
    url, _ = create_queue(virtual_aws, "once.fifo", FifoQueue="true", ContentBasedDeduplication="true")

    visible_after = []
    for wait in (0, 299, 2):
        clock.advance(wait)
        sqs.send_message(QueueUrl=url, MessageBody="the same", MessageGroupId="one")
        visible_after.append(visible(sqs, url))

    assert visible_after == [1, 1, 2]
