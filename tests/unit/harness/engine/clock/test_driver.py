"""The driver on a clock of its own, with threads that sleep on it."""

import threading
from collections.abc import Callable

import pytest

from harness.engine.plugins.clock import real
from harness.engine.plugins.clock.activity import Activity
from harness.engine.plugins.clock.clock import SECOND, Clock
from harness.engine.plugins.clock.driver import Driver
from harness.engine.plugins.clock.sleepers import GRAIN_NS, Sleeper


def _is_pending(sleeper: Sleeper) -> bool:
    return sleeper.waiter.thread.name != "poller"


class World:
    """A clock that stands still, and threads that write down when they woke."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.clock.set_rate(0)
        self.clock.set_pace(self.clock.pace.moved_to(1_800_000_000 * SECOND))
        self.driver = Driver(self.clock, lambda: bool(self.clock.sleepers.asleep()), _is_pending, patience=10)
        self.start = self.clock.monotonic()
        self.woken: list[tuple[str, float]] = []

    def sleeper(self, name: str, *durations: float, then: Callable[[], None] = lambda: None) -> None:
        """A thread that sleeps some times and then does something each time; it sleeps when this returns."""
        work = self.clock.activity.begin(name)

        def run() -> None:
            self.clock.activity.adopt(work)
            for seconds in durations:
                self.clock.sleep(seconds)
                self.woken.append((name, round(self.clock.monotonic() - self.start, 3)))
                then()
            self.clock.activity.end(self.clock.activity.lay_down())

        threading.Thread(target=run, name=name, daemon=True).start()
        assert self.clock.activity.settle(10) == []


@pytest.fixture
def world() -> World:
    return World()


def test_sleepers_wake_in_the_order_of_their_moments(world: World) -> None:
    world.sleeper("late", 30)
    world.sleeper("early", 10)
    world.sleeper("twice", 5, 20)

    world.driver.advance(60)

    assert world.woken == [("twice", 5), ("early", 10), ("twice", 25), ("late", 30)]


def test_who_reckons_a_moment_a_little_differently_wakes_at_the_same_one(world: World) -> None:
    roundings = [2e-7, 0, -2e-7, 1e-7]
    for rounding in roundings:
        world.sleeper(f"{rounding}", 10 + rounding)

    moved = world.driver.advance(10)

    assert [name for name, _ in world.woken] == [f"{rounding}" for rounding in roundings]
    assert moved.moments == 1


def test_so_does_who_reckons_the_end_of_a_move_a_little_differently_wherever_the_move_began(world: World) -> None:
    world.clock.set_pace(world.clock.pace.moved_to(world.clock.time_ns() + GRAIN_NS // 2 - 1))
    for name, seconds in [("just before", 9.999), ("at the end", 10), ("rounds", 10 + 2e-7), ("later", 10.001)]:
        world.sleeper(name, seconds)

    moved = world.driver.advance(10)

    assert [name for name, _ in world.woken] == ["just before", "at the end", "rounds"]
    assert moved.seconds == pytest.approx(10, abs=1e-6)


def test_who_wakes_a_little_early_by_its_own_reckoning_needs_no_hundredth_of_a_second_more(world: World) -> None:
    world.sleeper("rounds", 10, 2e-7)

    world.driver.advance(10.001)

    assert world.woken == [("rounds", 10), ("rounds", 10)]


def test_even_next_to_nothing_takes_time(world: World) -> None:
    world.sleeper("picosecond", 1e-12)

    world.driver.advance(0)
    assert world.woken == []

    world.driver.advance(0.001)
    assert world.woken == [("picosecond", 0)]


def test_at_one_moment_they_wake_in_the_order_in_which_they_went_to_sleep(world: World) -> None:
    names = [f"sleeper {number}" for number in range(20)]
    for name in names:
        world.sleeper(name, 10)

    world.driver.advance(10)

    assert world.woken == [(name, 10) for name in names]


def test_time_stops_where_it_was_told_to(world: World) -> None:
    world.sleeper("early", 10)
    world.sleeper("late", 11)

    moved = world.driver.advance(10.5)

    assert moved.seconds == 10.5
    assert world.clock.monotonic() - world.start == pytest.approx(10.5)
    assert [name for name, _ in world.woken] == ["early"]


def test_a_step_leads_to_the_next_moment(world: World) -> None:
    world.sleeper("twice", 5, 20)

    steps = [world.driver.step(60).seconds for _ in range(2)]

    assert steps == [5, 20]
    assert world.woken == [("twice", 5), ("twice", 25)]


def test_a_step_is_no_longer_than_its_limit(world: World) -> None:
    world.sleeper("late", 100)

    assert world.driver.step(60).seconds == 60
    assert world.woken == []


def test_running_to_idle_ends_with_the_last_one(world: World) -> None:
    world.sleeper("twice", 100, 200)

    moved = world.driver.run_to_idle(3600)

    assert moved.idle
    assert moved.seconds == 300


def test_running_to_idle_ends_at_its_limit(world: World) -> None:
    world.sleeper("late", 100)

    moved = world.driver.run_to_idle(50)

    assert not moved.idle
    assert moved.seconds == 50


def test_on_a_long_way_pollers_are_late_and_others_are_not(world: World) -> None:
    world.sleeper("day", 86_400)
    world.sleeper("poller", *[1.0] * 10_000)
    world.sleeper("retry", 2, 4, 8)

    moved = world.driver.advance(2 * 86_400)

    assert moved.moments < 500
    assert ("day", 86_400) in world.woken
    assert [woken for woken in world.woken if woken[0] == "retry"] == [("retry", 2), ("retry", 6), ("retry", 14)]


@pytest.mark.parametrize("seconds", [0.5, 7.25])
def test_who_is_notified_does_not_sleep_on(world: World, seconds: float) -> None:
    from harness.engine.plugins.clock.waiter import Waiter

    answers: list[bool] = []
    waiters: list[Waiter] = []
    ready = threading.Event()

    def wait(finish: Callable[[bool], None]) -> None:
        waiters.append(Waiter(world.clock.activity))
        ready.set()
        finish(world.clock.wait(waiters[0], seconds))

    thread = threading.Thread(target=wait, args=(answers.append,))
    thread.start()
    assert ready.wait(60)
    waiters[0].release()
    thread.join()

    assert answers == [True]
    with pytest.raises(RuntimeError):
        waiters[0].release()


def test_work_that_does_not_end_is_named_and_left_behind_once(world: World) -> None:
    work = world.clock.activity.begin("hangs")
    driver = Driver(world.clock, lambda: False, _is_pending, patience=0.01)

    moved, again = driver.advance(5), driver.advance(5)

    assert [(one.work, one.at) for one in moved.unsettled] == [("hangs", world.clock.time_ns() - 10 * SECOND)]
    assert (moved.seconds, again.unsettled) == (5, ())
    assert world.clock.activity.at_work() == ["hangs"]
    world.clock.activity.end(work)
    assert world.clock.activity.at_work() == []


def test_each_piece_of_work_has_its_own_patience() -> None:
    activity = Activity()
    old, new = activity.begin("old"), []

    def follow() -> None:
        new.append(activity.begin("new"))
        activity.end(old)

    threading.Timer(0.1, follow).start()
    left_behind = activity.settle(1.5)  # the new one begins in the middle of it

    assert [work.name for work in left_behind] == ["new"]
    assert left_behind[0].seconds >= 1.5


def test_the_work_of_a_moment_that_never_ends_is_left_behind_however_new_each_piece_is() -> None:
    activity = Activity()
    stopped = threading.Event()

    def for_ever() -> None:
        while not stopped.is_set():
            with activity.working():
                stopped.wait(0.001)

    thread = threading.Thread(target=for_ever, name="for ever")
    thread.start()
    left_behind = activity.settle(60, at_most=0.1)
    stopped.set()
    thread.join()

    assert {work.name for work in left_behind} <= {"for ever"}


def test_quiet_is_believed_at_once_where_nobody_can_begin_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    activity = Activity()
    monkeypatch.setattr(activity._changed, "wait", lambda _seconds: pytest.fail("waited for nobody"))

    assert activity.settle(10, alone=True) == []


@pytest.mark.parametrize("alone", [True, False])
def test_who_is_let_go_on_unseen_is_waited_for(monkeypatch: pytest.MonkeyPatch, alone: bool) -> None:
    activity = Activity()
    names = iter(["answered"])
    monkeypatch.setattr(activity._changed, "wait", lambda _seconds: [activity.begin(name) for name in names])

    with activity.awaiting():
        left_behind = activity.settle(0, alone=alone)

    assert [work.name for work in left_behind] == ["answered"]


def test_a_sleeper_is_at_work_until_its_moment_is_known(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    known: list[int] = []
    end = world.clock.activity.end

    def ending(work: int | None) -> None:
        known.append(len(world.clock.sleepers.asleep()))
        end(work)

    monkeypatch.setattr(world.clock.activity, "end", ending)
    world.sleeper("late", 30)

    assert known[-1] == 1


def test_a_thread_that_rests_does_not_get_work_by_being_woken() -> None:
    activity = Clock().activity

    with activity.working(), activity.resting():
        activity.adopt(activity.begin("woken"))
        assert activity.at_work() == []

    assert activity.at_work() == []


def test_time_gets_another_rate_only_when_a_move_is_over(world: World) -> None:
    busy = world.clock.activity.begin("busy")
    move = threading.Thread(target=world.driver.advance, args=[60])
    move.start()
    while not world.driver.moves():
        pass
    other = threading.Thread(target=world.driver.set_rate, args=[1.0])
    other.start()
    other.join(0.05)

    assert (other.is_alive(), world.clock.pace.rate) == (True, 0)

    world.clock.activity.end(busy)
    move.join()
    other.join()
    assert world.clock.pace.rate == 1.0


def test_turns_are_given_in_the_order_in_which_they_were_asked_for(world: World) -> None:
    given: list[int] = []
    with world.clock.activity.working():
        for number in range(5):
            world.clock.take_turn(lambda number=number: given.append(number))  # type: ignore[misc]
        assert given == []

    world.driver.advance(0)

    assert given == [0, 1, 2, 3, 4]


def test_what_somebody_sets_going_goes_before_whoever_wakes_later_at_the_same_moment(world: World) -> None:
    world.sleeper("first", 10, then=lambda: world.clock.take_turn(lambda: world.woken.append(("set going", 10))))
    world.sleeper("second", 10)

    world.driver.advance(10)

    assert world.woken == [("first", 10), ("set going", 10), ("second", 10)]


def test_while_time_stands_still_turns_are_given_though_nobody_moves_it(world: World) -> None:
    threading.Thread(target=world.driver.attend, daemon=True).start()
    done = real.Event()

    with world.clock.activity.working():
        world.clock.take_turn(done.set)

    assert done.wait(60)


def test_while_time_passes_by_itself_nobody_waits_for_a_turn(world: World) -> None:
    world.driver.set_rate(1)
    given: list[str] = []

    with world.clock.activity.working():
        world.clock.take_turn(lambda: given.append("at once"))
        world.clock.give_way()

    assert given == ["at once"]


def test_a_turn_that_fails_stops_nobody(world: World) -> None:
    given: list[str] = []

    def fail() -> None:
        raise RuntimeError("no")

    world.clock.take_turn(fail)
    world.clock.take_turn(lambda: given.append("the next one"))
    world.driver.advance(0)

    assert given == ["the next one"]


def test_what_is_left_behind_while_nobody_moves_time_is_told_to_who_moves_it_next(world: World) -> None:
    driver = Driver(world.clock, lambda: False, _is_pending, patience=0.01)
    threading.Thread(target=driver.attend, daemon=True).start()
    busy = world.clock.activity.begin("busy")
    given = real.Event()

    world.clock.take_turn(given.set)

    assert given.wait(60)
    assert [one.work for one in driver.advance(0).unsettled] == ["busy"]
    assert driver.advance(0).unsettled == ()
    world.clock.activity.end(busy)
