"""How often a batch of a stream is tried, when, and what becomes of its records."""

import threading
from collections.abc import Collection
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.engine.plugins.stream_mappings.delivery import Condition, Delivery, Failed, GivenUp, Record
from harness.engine.plugins.stream_mappings.policy import RetryPolicy
from harness.engine.plugins.stream_mappings.window import Window

ERROR = {"functionError": "Unhandled"}


class World(threading.Event):
    """A function that fails on bad records, and a time that passes while a mapping pauses."""

    def __init__(self, bad: Collection[int] = (), unreachable: int = 0) -> None:
        super().__init__()
        self.now = 1000.0
        self.bad = bad
        self.unreachable = unreachable
        self.batches: list[list[int]] = []
        self.times: list[float] = []
        self.given_up: list[GivenUp] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.now += timeout or 0
        return self.is_set()

    def attempt(self, records: list[Record]) -> Failed | None:
        if self.unreachable:
            self.unreachable -= 1
            return Failed(None)
        self.batches.append([record["number"] for record in records])
        self.times.append(self.now)
        return Failed(ERROR) if any(record["number"] in self.bad for record in records) else None

    def deliver(self, count: int, **policy: Any) -> None:
        records = [{"number": number, "arrival": 1000.0} for number in range(count)]
        Delivery(RetryPolicy(**policy), self.attempt, lambda record: record["arrival"], self.given_up.append, self).run(
            records
        )

    @property
    def lost(self) -> list[tuple[list[int], Condition, int]]:
        """What was given up: which records, why, and after how many attempts."""
        return [
            ([record["number"] for record in each.records], each.condition, each.history.attempts)
            for each in self.given_up
        ]


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    world = World()
    monkeypatch.setattr("time.time", lambda: world.now)
    return world


def test_a_batch_is_retried_so_many_times_with_growing_pauses(world: World) -> None:
    world.bad = {1}

    world.deliver(3, retries=3)

    assert world.batches == [[0, 1, 2]] * 4
    assert world.times == [1000, 1001, 1003, 1007]
    assert world.lost == [([0, 1, 2], Condition.RETRIES, 4)]


def test_what_does_not_reach_the_function_uses_up_no_retries(world: World) -> None:
    world.unreachable, world.bad = 5, {0}

    world.deliver(1, retries=0)

    assert world.times == [1000 + 1 + 2 + 4 + 8 + 16]
    assert world.lost == [([0], Condition.RETRIES, 6)]


def test_a_bad_record_is_found_by_halving(world: World) -> None:
    world.bad = {2}

    world.deliver(4, retries=1, bisects=True)

    assert world.batches == [[0, 1, 2, 3], [0, 1], [2, 3], [2], [2], [3]]
    assert world.times[-1] == 1001
    assert world.lost == [([2], Condition.RETRIES, 2)]


def test_a_record_is_given_up_in_the_second_in_which_it_is_too_old(world: World) -> None:
    world.bad = {0}

    world.deliver(1, max_age=100.0)

    assert world.now == 1100
    assert world.lost == [([0], Condition.AGE, len(world.batches))]


def test_pauses_grow_to_a_minute(world: World) -> None:
    world.bad = {0}

    world.deliver(1, max_age=600.0)

    assert max(later - earlier for earlier, later in zip(world.times, world.times[1:], strict=False)) == 60


def test_a_mapping_that_stops_tries_nothing_more(world: World) -> None:
    world.bad = {0}
    world.set()

    world.deliver(1)

    assert world.batches == []
    assert world.given_up == []


def test_only_what_comes_after_a_reported_record_is_tried_again(world: World) -> None:
    outcomes = iter([Failed(ERROR, first=2), None])
    seen: list[list[int]] = []

    def attempt(records: list[Record]) -> Failed | None:
        seen.append([record["number"] for record in records])
        return next(outcomes)

    records = [{"number": number} for number in range(4)]
    Delivery(RetryPolicy(bisects=True), attempt, lambda _record: world.now, world.given_up.append, world).run(records)

    assert seen == [[0, 1, 2, 3], [2, 3]]
    assert world.now == 1000


@given(st.integers(1, 40), st.sets(st.integers(0, 39)), st.integers(0, 3))
def test_every_good_record_is_processed_in_order_and_every_bad_one_given_up(
    count: int, bad: set[int], retries: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        world = World(bad)
        patch.setattr("time.time", lambda: world.now)
        world.deliver(count, retries=retries, bisects=True)

    processed = [number for batch in world.batches if not bad & set(batch) for number in batch]
    lost = [number for numbers, _, _ in world.lost for number in numbers]
    assert processed == [number for number in range(count) if number not in bad]
    assert lost == sorted(bad & set(range(count)))


def test_a_policy_reads_minus_one_as_the_streams_own_day() -> None:
    unlimited = RetryPolicy.of({"MaximumRetryAttempts": -1, "MaximumRecordAgeInSeconds": -1}, bisects=False)
    limited = RetryPolicy.of({"MaximumRetryAttempts": 0, "MaximumRecordAgeInSeconds": 604_800}, bisects=True)

    assert unlimited == RetryPolicy(retries=None, max_age=86_400)
    assert limited == RetryPolicy(retries=0, max_age=86_400, bisects=True)


def test_a_window_opens_with_its_first_record(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    window = Window(size=3, seconds=60)

    now = 100.0
    assert not window.add([])
    assert not window.add([{"number": 1}])
    now = 159.0
    assert not window.add([{"number": 2}])
    now = 160.0
    assert window.add([])
    assert window.flush() == [{"number": 1}, {"number": 2}]
    assert not window.is_open
    assert window.add([{"number": number} for number in range(3)])
