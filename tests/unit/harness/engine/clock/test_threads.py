"""Work that is given to a pool, on a clock of its own."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from harness.engine.plugins.clock.clock import Clock
from harness.engine.plugins.clock.driver import Driver
from harness.engine.plugins.clock.threads import submitting


class Pool(ThreadPoolExecutor):
    """Its work is counted."""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    clock.set_rate(0)
    monkeypatch.setattr(Pool, "submit", submitting(clock.activity, ThreadPoolExecutor.submit))
    return clock


@pytest.fixture
def pool(clock: Clock) -> Iterator[Pool]:
    with Pool(2) as pool:
        yield pool


def test_what_waits_for_a_thread_keeps_no_time_from_moving(clock: Clock, pool: Pool) -> None:
    driver = Driver(clock, lambda: False, lambda _: True)
    sleeps = [pool.submit(clock.sleep, 10) for _ in range(5)]

    moved = driver.advance(30)

    assert moved.unsettled == ()
    assert not wait(sleeps, 0).not_done
    assert moved.moments == 3  # two at a time


def test_what_was_cancelled_while_it_waited_is_no_work(clock: Clock, pool: Pool) -> None:
    for _ in range(2):
        pool.submit(clock.sleep, 10)
    cancelled = pool.submit(clock.sleep, 10)

    assert cancelled.cancel()

    assert Driver(clock, lambda: False, lambda _: True).advance(10).unsettled == ()
    assert clock.activity.at_work() == []


def test_whoever_gives_work_to_a_pool_at_the_same_time_all_of_it_ends(clock: Clock, pool: Pool) -> None:
    def give() -> None:
        wait([pool.submit(int) for _ in range(500)])

    with ThreadPoolExecutor(8) as givers:
        wait([givers.submit(give) for _ in range(8)])

    assert clock.activity.at_work() == []


def test_a_pool_that_is_shut_down_takes_no_work(clock: Clock) -> None:
    pool = Pool(1)
    pool.shutdown()

    with pytest.raises(RuntimeError):
        pool.submit(int)

    assert clock.activity.at_work() == []
