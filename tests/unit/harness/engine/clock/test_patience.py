"""Who waits too long for an answer gives up."""

import threading

from harness.engine.plugins.clock.patience import Callers


def test_a_caller_gives_up_when_its_time_is_up() -> None:
    callers, gave_up = Callers(), threading.Event()

    with callers.waiting(0, gave_up.set):
        callers.watch()

        assert gave_up.wait(10)


def test_a_caller_that_has_its_answer_does_not_give_up() -> None:
    callers, gave_up = Callers(), threading.Event()

    with callers.waiting(60, gave_up.set):
        callers.watch()
        (timer,) = (thread for thread in threading.enumerate() if isinstance(thread, threading.Timer))
    timer.join(10)

    assert not timer.is_alive()
    assert not gave_up.is_set()


def test_a_call_that_is_answered_at_once_needs_no_timer() -> None:
    with Callers().waiting(60, lambda: None):
        assert not [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]


def test_other_threads_wait_for_nobody() -> None:
    callers = Callers()
    with callers.waiting(0, lambda: None):
        thread = threading.Thread(target=callers.watch)
        thread.start()
        thread.join()

        assert not [each for each in threading.enumerate() if isinstance(each, threading.Timer)]
