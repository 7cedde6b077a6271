"""Work that is given to a pool, on a clock of its own."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from concurrent.futures import thread as pool
from threading import Event

import pytest

from harness.engine.plugins.clock.clock import Clock
from harness.engine.plugins.clock.driver import Driver
from harness.engine.plugins.clock.threads import running, submitting


class Pool(ThreadPoolExecutor):
    """Its work is counted."""


def driver_of(clock: Clock) -> Driver:
    return Driver(clock, lambda: False, lambda _: True, patience=10)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    clock.set_rate(0)
    monkeypatch.setattr(Pool, "submit", submitting(clock.activity, ThreadPoolExecutor.submit))
    monkeypatch.setattr(pool._WorkItem, "run", running(clock.activity, pool._WorkItem.run))
    return clock


@pytest.fixture
def workers(clock: Clock) -> Iterator[Pool]:
    with Pool(2) as workers:
        yield workers


def test_what_waits_for_a_thread_keeps_no_time_from_moving(clock: Clock, workers: Pool) -> None:
    driver = driver_of(clock)
    sleeps = [workers.submit(clock.sleep, 10) for _ in range(5)]

    moved = driver.advance(30)

    assert moved.unsettled == ()
    assert not wait(sleeps, 0).not_done
    assert moved.moments == 3  # two at a time


def test_what_was_cancelled_while_it_waited_is_no_work(clock: Clock, workers: Pool) -> None:
    for _ in range(2):
        workers.submit(clock.sleep, 10)
    cancelled = workers.submit(clock.sleep, 10)

    assert cancelled.cancel()

    assert driver_of(clock).advance(10).unsettled == ()
    assert clock.activity.at_work() == []


def test_what_was_cancelled_while_it_waited_leaves_no_place_for_more_work_than_there_are_threads(clock: Clock) -> None:
    with Pool(1) as workers:
        workers.submit(clock.sleep, 1)
        cancelled = workers.submit(clock.sleep, 1)
        sleeps = [workers.submit(clock.sleep, 1)]
        cancelled.cancel()
        driver_of(clock).advance(1)  # the thread has come across what was cancelled, and sleeps again
        sleeps.append(workers.submit(clock.sleep, 1))

        moved = driver_of(clock).advance(2)

    assert moved.unsettled == ()
    assert not wait(sleeps, 0).not_done


def test_whoever_gives_work_to_a_pool_at_the_same_time_all_of_it_ends(clock: Clock, workers: Pool) -> None:
    def give() -> None:
        wait([workers.submit(int) for _ in range(500)])

    with ThreadPoolExecutor(8) as givers:
        wait([givers.submit(give) for _ in range(8)])

    assert clock.activity.settle(10) == []


def test_a_pool_that_is_shut_down_takes_no_work(clock: Clock) -> None:
    closed = Pool(1)
    closed.shutdown()

    with pytest.raises(RuntimeError):
        closed.submit(int)

    assert clock.activity.at_work() == []


def test_work_lasts_until_whoever_waits_for_it_has_its_result(clock: Clock, workers: Pool) -> None:
    begin, seen = Event(), Event()
    at_work: list[list[str]] = []

    def look(_done: object) -> None:
        at_work.append(clock.activity.at_work())
        seen.set()

    future = workers.submit(begin.wait, 10)
    future.add_done_callback(look)
    begin.set()

    assert seen.wait(60)
    assert at_work == [["Event.wait"]]
