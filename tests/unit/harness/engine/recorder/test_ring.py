"""The ring of calls: bounded, searched from its end, waited for."""

from threading import Event, Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.engine.call import Call
from harness.engine.plugins.recorder.ring import Query, Ring


def add(ring: Ring, **facts: Any) -> None:
    known = {"time": 0.0, "account": "1", "region": "", "service": "sqs", "operation": "SendMessage", "status": 200}
    ring.add(Call(**{**known, "milliseconds": 1.0, **facts}))


def numbers(ring: Ring, **wanted: Any) -> list[int]:
    return [call.number for call in ring.find(Query.model_validate(wanted))]


@given(capacity=st.integers(1, 20), count=st.integers(0, 50), limit=st.integers(1, 30))
def test_the_latest_calls_are_kept_and_told_in_their_order(capacity: int, count: int, limit: int) -> None:
    ring = Ring(capacity)
    for _ in range(count):
        add(ring)

    told = numbers(ring, limit=limit)

    assert told == list(range(1, count + 1))[-min(capacity, limit) :]


def test_what_was_forgotten_is_counted_by_account() -> None:
    ring = Ring(2)
    for account in ("1", "2", "1", "1"):
        add(ring, account=account)

    assert [ring.forgotten(account) for account in ("1", "2", "3")] == [1, 1, 0]


@given(capacity=st.integers(1, 20), count=st.integers(0, 50), after=st.integers(0, 60), limit=st.integers(1, 30))
def test_a_follower_gets_the_next_calls_first(capacity: int, count: int, after: int, limit: int) -> None:
    ring = Ring(capacity)
    for _ in range(count):
        add(ring)

    kept = list(range(1, count + 1))[-capacity:]
    expected = [number for number in kept if number > after]
    assert numbers(ring, after=after, limit=limit) == (expected[:limit] if after else expected[-limit:])


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"account": "2"}, [2]),
        ({"service": "dynamo*"}, [3]),
        ({"operation": "Get*"}, [3]),
        ({"errors": "true"}, [4]),
        ({"since": "5.0"}, [4]),
        ({"caller": "service"}, [2]),
        ({"resource": "jo*"}, [3]),
    ],
)
def test_calls_are_chosen(wanted: dict[str, str], told: list[int]) -> None:
    ring = Ring(10)
    add(ring)
    add(ring, account="2", caller="service")
    add(ring, service="dynamodb", operation="GetItem", resources={"table": "jobs"})
    add(ring, status=400, time=5.0)

    assert numbers(ring, **wanted) == told


def test_who_waits_is_told_of_the_first_call_that_is_wanted() -> None:
    ring, told, answered = Ring(10), [], Event()

    def follow() -> None:
        told.extend(ring.wait(Query(service="s3"), 60))
        answered.set()

    Thread(target=follow, daemon=True).start()
    add(ring, service="sqs")
    add(ring, service="s3")

    assert answered.wait(60)
    assert [call.number for call in told] == [2]


def test_waiting_ends_without_a_call() -> None:
    assert Ring(10).wait(Query(), 0) == []
