"""Handlers count as work unless they wait for the engine, and their time can run out meanwhile."""

import threading

import pytest

from harness.engine.plugins.clock.activity import Activity
from harness.engine.plugins.clock.handlers import Handlers

CALL = "AWS4-HMAC-SHA256 Credential=KEY/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host"
OTHER = CALL.replace("KEY", "OTHER")


@pytest.fixture
def activity() -> Activity:
    return Activity()


@pytest.fixture
def handlers(activity: Activity) -> Handlers:
    return Handlers(activity)


def test_a_handler_is_at_work_until_it_has_answered(activity: Activity, handlers: Handlers) -> None:
    with handlers.running("f", "KEY", 60):
        assert len(activity.at_work()) == 1
    activity.end(activity.lay_down())

    assert activity.at_work() == []


def test_a_handler_rests_while_the_engine_serves_its_call(activity: Activity, handlers: Handlers) -> None:
    with handlers.running("f", "KEY", 60):
        with handlers.calling(CALL):
            assert activity.at_work() == []
        assert len(activity.at_work()) == 1
        with handlers.calling(CALL), handlers.calling(CALL):
            assert activity.at_work() == []
        assert len(activity.at_work()) == 1


def test_other_threads_of_a_handler_may_go_on_unseen_while_one_waits(
    activity: Activity, handlers: Handlers, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(activity._changed, "wait", waited.append)

    with handlers.running("f", "KEY", 60), handlers.calling(CALL):
        activity.settle(10, alone=True)
    assert len(waited) == 1

    activity.end(activity.lay_down())
    activity.settle(10, alone=True)
    assert len(waited) == 1


def test_a_handler_that_waits_no_longer_is_at_work_though_its_call_is_still_served(
    activity: Activity, handlers: Handlers
) -> None:
    with handlers.running("f", "KEY", 60):
        with handlers.calling(CALL) as go_on:
            go_on()
            go_on()
            assert len(activity.at_work()) == 1
        assert len(activity.at_work()) == 1


def test_calls_of_clients_that_wait_are_counted_and_not_those_of_handlers_and_of_who_moves_time(
    activity: Activity, handlers: Handlers
) -> None:
    counted: list[int] = []

    def count() -> None:
        activity.settle(10)
        counted.append(activity.waiting_calls)

    with handlers.running("f", "KEY", 60), handlers.calling(CALL):
        count()
        with handlers.calling(OTHER):
            count()
            with activity.resting():
                count()
            count()
        count()

    assert counted == [0, 1, 0, 1, 0]


@pytest.mark.parametrize("authorization", [OTHER, "", "nonsense"])
def test_somebody_elses_call_is_none_of_its_business(
    activity: Activity, handlers: Handlers, authorization: str
) -> None:
    with handlers.running("f", "KEY", 60), handlers.calling(authorization):
        assert len(activity.at_work()) == 1


def test_a_call_that_outlasts_its_handler_leaves_no_work_behind(activity: Activity, handlers: Handlers) -> None:
    call = handlers.calling(CALL)
    with handlers.running("f", "KEY", 60):
        call.__enter__()
    call.__exit__(None, None, None)
    activity.end(activity.lay_down())

    assert activity.at_work() == []


def test_the_bell_rings_when_the_time_is_up_and_ending_the_handler_is_work(
    activity: Activity, handlers: Handlers
) -> None:
    with handlers.running("f", "KEY", 0) as (bell,), handlers.calling(CALL):
        bell.settimeout(60)
        assert bell.recv(1)
        assert len(activity.at_work()) == 1


def test_a_thread_that_waits_for_a_handler_goes_on_with_its_own_work(activity: Activity, handlers: Handlers) -> None:
    def serve() -> None:
        with activity.working(), handlers.running("f", "KEY", 60), handlers.calling(CALL):
            assert activity.at_work() == []

    thread = threading.Thread(target=serve)
    thread.start()
    thread.join()

    assert activity.at_work() == []


def test_handlers_with_the_same_credentials_leave_no_work_behind(activity: Activity, handlers: Handlers) -> None:
    first, second = handlers.running("f", "KEY", 60), handlers.running("f", "KEY", 60)
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    with handlers.calling(CALL):
        assert activity.at_work() == ["handler of f"]  # the work with which the first one's thread goes on
    second.__exit__(None, None, None)
    activity.end(activity.lay_down())

    assert activity.at_work() == []
