"""The timeline keeps the latest happenings of the latest accounts."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from threading import Thread
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.engine.happening import HAPPENING, Detail, Happening, Kind, MessageDetail
from harness.engine.plugins.timeline.executions import Owner, kind_of
from harness.engine.plugins.timeline.names import name_of, service_of
from harness.engine.plugins.timeline.timeline import ACCOUNTS_KEPT, Timeline

EVER = datetime.fromtimestamp(0, UTC)


def note(timeline: Timeline, account: str = "1", subject: str = "m") -> None:
    timeline.record(account, Kind.MESSAGE_SENT, "jobs", subject, MessageDetail())


def numbers(timeline: Timeline, account: str = "1", after: int = 0) -> list[int]:
    return [happening.seq for happening in timeline.find(account, EVER, after)]


@given(capacity=st.integers(1, 20), count=st.integers(0, 50), after=st.integers(0, 60))
def test_the_latest_happenings_are_kept_with_their_numbers(capacity: int, count: int, after: int) -> None:
    timeline = Timeline()
    timeline.keep(capacity)
    for _ in range(count):
        note(timeline)

    kept = list(range(1, count + 1))[-capacity:]
    assert numbers(timeline, after=after) == [number for number in kept if number > after]


def test_each_account_has_a_timeline_of_its_own() -> None:
    timeline = Timeline()
    timeline.keep(10, ignored=frozenset({"internal"}))
    for account in ("1", "2", "2", "internal"):
        note(timeline, account)

    assert (numbers(timeline, "1"), numbers(timeline, "2"), numbers(timeline, "internal")) == ([1], [1, 2], [])


def test_the_account_in_which_nothing_happened_for_longest_is_forgotten() -> None:
    timeline = Timeline()
    timeline.keep(10)
    for number in range(ACCOUNTS_KEPT):
        note(timeline, str(number))
    note(timeline, "0")
    note(timeline, "new")

    assert (numbers(timeline, "0"), numbers(timeline, "1"), numbers(timeline, "new")) == ([1, 2], [], [1])


def test_nothing_is_kept_unless_asked_for() -> None:
    timeline = Timeline()
    note(timeline)

    assert numbers(timeline) == []


def test_times_are_in_the_order_of_the_numbers_whoever_writes() -> None:
    timeline = Timeline()
    timeline.keep(10_000)

    def note_many() -> None:
        for _ in range(500):
            note(timeline)

    threads = [Thread(target=note_many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    found = timeline.find("1", EVER, 0)

    assert [one.seq for one in found] == list(range(1, 2001))
    assert all(earlier.at <= later.at for earlier, later in pairwise(found))


def test_what_happened_before_a_time_is_left_out() -> None:
    timeline = Timeline()
    timeline.keep(10)
    note(timeline)

    assert timeline.find("1", datetime.now(UTC) + timedelta(seconds=1), 0) == []


def filled(detail: type[object]) -> st.SearchStrategy[object]:
    """Any detail of a kind, with something in every field."""
    finite = st.floats(allow_nan=False, allow_infinity=False)
    fields = {name: finite if kind is float else st.from_type(kind) for name, kind in get_type_hints(detail).items()}
    return st.builds(detail, **fields)


@given(detail=st.one_of(*map(filled, get_args(get_args(Detail)[0]))))
def test_a_happening_of_any_kind_survives_the_way_to_a_client(detail: Detail) -> None:
    happening = Happening(EVER, 1, Kind.MESSAGE_SENT, "jobs", "m", detail)

    assert HAPPENING.validate_json(HAPPENING.dump_json(happening)) == happening


@pytest.mark.parametrize(
    ("arn", "service", "name"),
    [
        ("arn:aws:sqs:us-east-1:000000000000:jobs.fifo", "sqs", "jobs.fifo"),
        ("arn:aws:lambda:us-east-1:000000000000:function:relay", "lambda", "relay"),
        ("arn:aws:lambda:us-east-1:000000000000:function:relay:live", "lambda", "relay"),
        ("arn:aws:events:us-east-1:000000000000:event-bus/house", "events", "house"),
        ("arn:aws:states:us-east-1:000000000000:stateMachine:machine", "states", "machine"),
        ("https://example.com/hook", "", "https://example.com/hook"),
    ],
)
def test_an_arn_has_a_short_name(arn: str, service: str, name: str) -> None:
    assert (service_of(arn), name_of(arn)) == (service, name)


@pytest.mark.parametrize(
    ("event_type", "kind"),
    [
        ("ExecutionStarted", Kind.EXECUTION_STARTED),
        ("ExecutionTimedOut", Kind.EXECUTION_ENDED),
        ("TaskStateEntered", Kind.STATE_ENTERED),
        ("ChoiceStateExited", Kind.STATE_EXITED),
        ("LambdaFunctionFailed", Kind.TASK_FAILED),
        ("TaskTimedOut", Kind.TASK_FAILED),
        ("TaskScheduled", None),
        ("MapIterationFailed", None),
    ],
)
def test_of_a_history_the_timeline_takes_what_an_operator_asks_about(event_type: str, kind: Kind | None) -> None:
    assert kind_of(event_type) is kind


def test_an_executions_owner_is_in_its_arn() -> None:
    standard = Owner.of("arn:aws:states:us-east-1:1:execution:machine:run")
    express = Owner.of("arn:aws:states:us-east-1:1:express:machine:run:8f2c")

    assert standard == express == ("1", "machine", "run")
