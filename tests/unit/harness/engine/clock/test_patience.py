"""Who waits too long for an answer gives up."""

import threading
from collections.abc import Callable

import pytest

from harness.engine.plugins.clock.patience import Callers


@pytest.fixture
def timers() -> Callable[[], list[threading.Timer]]:
    """Those that run since the test began; a process of many tests has others."""
    before = set(threading.enumerate())
    return lambda: [
        thread for thread in threading.enumerate() if isinstance(thread, threading.Timer) and thread not in before
    ]


def test_a_caller_gives_up_when_its_time_is_up() -> None:
    callers, gave_up = Callers(), threading.Event()

    with callers.waiting(0, gave_up.set):
        callers.watch()

        assert gave_up.wait(60)


def test_a_caller_that_has_its_answer_does_not_give_up(timers: Callable[[], list[threading.Timer]]) -> None:
    callers, gave_up = Callers(), threading.Event()

    with callers.waiting(60, gave_up.set):
        callers.watch()
        (timer,) = timers()
    timer.join(60)

    assert not timer.is_alive()
    assert not gave_up.is_set()


def test_a_call_that_is_answered_at_once_needs_no_timer(timers: Callable[[], list[threading.Timer]]) -> None:
    with Callers().waiting(60, lambda: None):
        assert timers() == []


def test_other_threads_wait_for_nobody(timers: Callable[[], list[threading.Timer]]) -> None:
    callers = Callers()
    with callers.waiting(0, lambda: None):
        thread = threading.Thread(target=callers.watch)
        thread.start()
        thread.join()

        assert timers() == []
