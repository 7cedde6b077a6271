"""A crew: never too many at once, never stuck."""

import threading

from harness.engine.plugins.crew import Crew
from harness.engine.plugins.patches.async_invokes_wait_for_a_place import CONCURRENCY, InvokerPool


def test_no_more_than_the_limit_run_at_once() -> None:
    crew, gate, inside = Crew("test", 3), threading.Event(), threading.Semaphore(0)

    def work() -> None:
        inside.release()
        gate.wait(60)

    for _place in range(3):
        assert crew.wait_for_places()
        crew.start(work)
    dispatcher = threading.Thread(target=crew.wait_for_places, daemon=True)
    dispatcher.start()

    assert all(inside.acquire(timeout=60) for _place in range(3))
    dispatcher.join(0.2)
    assert dispatcher.is_alive()
    gate.set()
    dispatcher.join(60)
    assert not dispatcher.is_alive()


def test_closing_releases_a_dispatcher_that_waits() -> None:
    crew, gate, answers = Crew("test", 1), threading.Event(), []
    crew.start(lambda: gate.wait(60))
    dispatcher = threading.Thread(target=lambda: answers.append(crew.wait_for_places()), daemon=True)
    dispatcher.start()

    crew.close()

    dispatcher.join(60)
    assert answers == [0]
    gate.set()


def test_a_place_is_free_again_when_its_work_is_done() -> None:
    crew, done = Crew("test", 1), threading.Event()

    crew.start(done.set)

    assert crew.wait_for_places()
    assert done.is_set()


def test_asynchronous_invocations_run_side_by_side_beyond_six() -> None:
    pool, gate, inside = InvokerPool(), threading.Event(), threading.Semaphore(0)

    def work(_message: str) -> None:
        inside.release()
        gate.wait(60)

    for number in range(CONCURRENCY):
        pool.submit(work, f"message {number}")

    assert all(inside.acquire(timeout=60) for _number in range(CONCURRENCY))
    gate.set()


def test_a_pool_that_is_shut_down_starts_nothing() -> None:
    pool, ran = InvokerPool(), threading.Event()
    pool.shutdown(cancel_futures=True, wait=False)

    pool.submit(lambda _message: ran.set(), "message")

    assert not ran.wait(0.1)
