"""Rules in virtual time: schedules, retries, archives."""

import itertools
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from harness.clients import Clients
from harness.clock import Clock
from harness.engine.happening import Kind
from harness.pytest_plugin import EngineUnderTest
from harness.timeline import Timeline
from tests.integration.impatient import Impatient
from tests.integration.queues import create_queue

HOUR = 3600


@pytest.fixture
def events(virtual_aws: Clients, clock: Clock) -> Iterator[Any]:
    """EventBridge in a time that stands still. Schedules end with the test, or they would go on in others' time."""
    clock.set_rate(0)
    client = virtual_aws.client("events")
    yield client
    for rule in client.list_rules()["Rules"]:
        client.disable_rule(Name=rule["Name"])


@pytest.fixture
def queue(virtual_aws: Clients) -> tuple[str, str]:
    """URL and ARN of the queue that rules send to."""
    return create_queue(virtual_aws, "work")


def schedule(events: Any, expression: str, queue: tuple[str, str]) -> None:
    events.put_rule(Name="rule", ScheduleExpression=expression)
    events.put_targets(Rule="rule", Targets=[{"Id": "queue", "Arn": queue[1]}])


def match_all(events: Any, queue: tuple[str, str], **target: Any) -> None:
    events.put_rule(Name="all", EventPattern=json.dumps({"source": ["test"]}))
    events.put_targets(Rule="all", Targets=[{"Id": "queue", "Arn": queue[1], **target}])


def put_event(events: Any, number: int) -> None:
    events.put_events(Entries=[{"Source": "test", "DetailType": "t", "Detail": json.dumps({"number": number})}])


def taken(aws: Clients, queue: tuple[str, str]) -> list[Any]:
    """Take all events from the queue; in order of their time."""
    sqs, bodies = aws.client("sqs"), []
    while messages := sqs.receive_message(QueueUrl=queue[0], MaxNumberOfMessages=10).get("Messages"):
        for message in messages:
            bodies.append(json.loads(message["Body"]))
            sqs.delete_message(QueueUrl=queue[0], ReceiptHandle=message["ReceiptHandle"])
    return sorted(bodies, key=lambda event: str(event["time"]))


def times(sent: list[Any]) -> list[datetime]:
    return [datetime.fromisoformat(event["time"]) for event in sent]


def next_hour(clock: Clock) -> datetime:
    """Move to ten seconds past the next whole hour; that hour."""
    now = clock.now()
    clock.advance(HOUR - now.timestamp() % HOUR + 10)
    return clock.now().replace(minute=0, second=0, microsecond=0).astimezone(UTC)


@pytest.mark.parametrize(("minutes", "firings"), [(5, 11), (7, 8), (59, 1)])
def test_a_rate_counts_from_the_rules_beginning(
    virtual_aws: Clients, events: Any, clock: Clock, queue: tuple[str, str], minutes: int, firings: int
) -> None:
    schedule(events, f"rate({minutes} minutes)", queue)
    begun = clock.now()
    schedule(events, f"rate({minutes} minutes)", queue)  # putting it once more changes nothing

    clock.advance(HOUR - 30)

    fired = taken(virtual_aws, queue)
    after = [(at - begun).total_seconds() for at in times(fired)]
    assert after == pytest.approx([60 * minutes * number for number in range(1, firings + 1)], abs=1)
    assert {event["detail-type"] for event in fired} == {"Scheduled Event"}


def test_a_cron_expression_fires_at_its_minutes(
    virtual_aws: Clients, events: Any, clock: Clock, queue: tuple[str, str]
) -> None:
    hour = next_hour(clock)
    schedule(events, "cron(0/15,50 * * * ? *)", queue)

    clock.advance(HOUR)

    assert times(taken(virtual_aws, queue)) == [hour + timedelta(minutes=minute) for minute in (15, 30, 45, 50, 60)]


def test_a_weekday_is_counted_from_sunday_as_one(
    virtual_aws: Clients, events: Any, clock: Clock, queue: tuple[str, str]
) -> None:
    hour = next_hour(clock) + timedelta(hours=1)
    today = hour.isoweekday() % 7 + 1
    schedule(events, f"cron(0 {hour.hour} ? * {today} *)", queue)
    events.put_rule(Name="yesterday", ScheduleExpression=f"cron(0 {hour.hour} ? * {(today - 2) % 7 + 1} *)")
    events.put_targets(Rule="yesterday", Targets=[{"Id": "queue", "Arn": queue[1]}])

    clock.advance(HOUR)

    (event,) = taken(virtual_aws, queue)
    assert event["resources"] == [f"arn:aws:events:us-east-1:{virtual_aws.account}:rule/rule"]


def test_a_rule_that_is_disabled_or_deleted_stops_firing(
    virtual_aws: Clients, events: Any, clock: Clock, queue: tuple[str, str]
) -> None:
    schedule(events, "rate(1 minute)", queue)
    clock.advance(150)
    assert len(taken(virtual_aws, queue)) == 2

    events.disable_rule(Name="rule")
    clock.advance(150)
    assert taken(virtual_aws, queue) == []

    events.enable_rule(Name="rule")
    clock.advance(150)
    assert len(taken(virtual_aws, queue)) == 2

    events.delete_rule(Name="rule", Force=True)
    clock.advance(150)
    assert taken(virtual_aws, queue) == []


def test_a_disabled_rule_matches_nothing(
    virtual_aws: Clients, events: Any, clock: Clock, queue: tuple[str, str]
) -> None:
    match_all(events, queue)
    events.disable_rule(Name="all")
    put_event(events, 1)
    events.enable_rule(Name="all")
    put_event(events, 2)
    clock.advance(1)

    assert [event["detail"]["number"] for event in taken(virtual_aws, queue)] == [2]


def test_schedules_that_are_not_emulated_are_refused(virtual_engine: EngineUnderTest, account: str) -> None:
    with pytest.raises(ClientError, match="not emulated"):
        Impatient(virtual_engine, account).client("events").put_rule(
            Name="rule", ScheduleExpression="cron(0 8 ? * 2#1 *)"
        )


@pytest.fixture
def attempts(virtual_engine: EngineUnderTest, account: str) -> Callable[[], list[float]]:
    """Seconds between one attempt to deliver an event and the next."""

    def seconds() -> list[float]:
        told = Timeline(virtual_engine.endpoint).events(account)
        failed = [one.at for one in told if one.kind is Kind.EVENT_FAILED]
        return [(later - earlier).total_seconds() for earlier, later in itertools.pairwise(failed)]

    return seconds


def test_a_target_is_retried_after_growing_delays(
    virtual_aws: Clients, events: Any, clock: Clock, attempts: Callable[[], list[float]]
) -> None:
    dead = create_queue(virtual_aws, "dead")
    refusing = create_queue(virtual_aws, "refusing.fifo", FifoQueue="true")
    policy = {"MaximumRetryAttempts": 11, "MaximumEventAgeInSeconds": 3600}
    match_all(
        events,
        refusing,
        SqsParameters={"MessageGroupId": "one"},
        RetryPolicy=policy,
        DeadLetterConfig={"Arn": dead[1]},
    )

    put_event(events, 1)
    clock.run_to_idle(limit=24 * HOUR)

    assert attempts() == pytest.approx([1, 2, 4, 8, 16, 32, 64, 128, 256, 480, 480], abs=0.2)
    assert [event["detail"]["number"] for event in taken(virtual_aws, dead)] == [1]


def test_an_archive_replays_what_came_between_two_moments(
    virtual_aws: Clients, events: Any, clock: Clock, queue: tuple[str, str]
) -> None:
    bus = f"arn:aws:events:us-east-1:{virtual_aws.account}:event-bus/default"
    archive = events.create_archive(ArchiveName="all-events", EventSourceArn=bus)["ArchiveArn"]
    match_all(events, queue)
    moments = []
    for number in range(4):
        moments.append(clock.now())
        put_event(events, number)
        clock.advance(600)
    originals = taken(virtual_aws, queue)

    events.start_replay(
        ReplayName="again",
        EventSourceArn=archive,
        EventStartTime=moments[1] - timedelta(seconds=1),
        EventEndTime=moments[2] + timedelta(seconds=1),
        Destination={"Arn": bus},
    )
    clock.advance(1)

    replayed = [event for event in taken(virtual_aws, queue) if "replay-name" in event]
    assert [event["detail"]["number"] for event in replayed] == [1, 2]
    assert {event["replay-name"] for event in replayed} == {"again"}
    assert times(replayed) == times(originals)[1:3]
    assert [event["detail"] for event in replayed] == [event["detail"] for event in originals[1:3]]
    described = events.describe_replay(ReplayName="again")
    assert described["State"] == "COMPLETED"
    assert abs(described["ReplayEndTime"] - clock.now()) < timedelta(seconds=2)
    assert events.describe_archive(ArchiveName="all-events")["EventCount"] == 4


def test_an_archive_forgets_events_after_its_days(
    virtual_aws: Clients, events: Any, clock: Clock, queue: tuple[str, str]
) -> None:
    bus = f"arn:aws:events:us-east-1:{virtual_aws.account}:event-bus/default"
    archive = events.create_archive(ArchiveName="short", EventSourceArn=bus, RetentionDays=1)["ArchiveArn"]
    start = clock.now()
    put_event(events, 1)
    clock.advance(24 * HOUR)
    put_event(events, 2)
    clock.advance(HOUR)
    match_all(events, queue)

    events.start_replay(
        ReplayName="again",
        EventSourceArn=archive,
        EventStartTime=start,
        EventEndTime=clock.now(),
        Destination={"Arn": bus},
    )
    clock.advance(1)

    assert [event["detail"]["number"] for event in taken(virtual_aws, queue)] == [2]


def test_a_replay_for_some_rules_only_is_refused(virtual_engine: EngineUnderTest, account: str, clock: Clock) -> None:
    impatient = Impatient(virtual_engine, account).client("events")
    bus = f"arn:aws:events:us-east-1:{account}:event-bus/default"
    archive = impatient.create_archive(ArchiveName="all-events", EventSourceArn=bus)["ArchiveArn"]
    now = clock.now()

    with pytest.raises(ClientError, match="FilterArns of a replay are not emulated"):
        impatient.start_replay(
            ReplayName="again",
            EventSourceArn=archive,
            EventStartTime=now - timedelta(hours=1),
            EventEndTime=now,
            Destination={"Arn": bus, "FilterArns": [f"arn:aws:events:us-east-1:{account}:rule/all"]},
        )
