"""Who gets which execution environment, and when a new one is started."""

import threading

import pytest

from harness.engine.plugins.clock import real
from harness.engine.plugins.lambda_runtime import waiting_room
from harness.engine.plugins.lambda_runtime.idleness import WINDOW_SECONDS, Idleness, Reading
from harness.engine.plugins.lambda_runtime.waiting_room import WaitingRoom

AGES = 3600.0


class Garage:
    """Environments of one version, as LocalStack keeps them."""

    def __init__(self, room: WaitingRoom, version: str = "version") -> None:
        self.room = room
        self.version = version
        self.started = 0
        self.looked = threading.Semaphore(0)
        self.lookers: list[int] = []
        self._free: list[str] = []

    def find(self) -> str | None:
        found = self._free.pop() if self._free else None
        self.lookers.append(threading.get_ident())
        self.looked.release()
        return found

    def start(self) -> str:
        self.started += 1
        return f"{self.version}-{self.started}"

    def obtain(self) -> str:
        return self.room.obtain(self.version, self.find, lambda: self.started, self.start)

    def release(self, environment: str) -> None:
        self._free.append(environment)
        self.room.tell_of_free(self.version)


class Waiting:
    """Somebody who obtains an environment in a thread of his own, and has looked for a free one in vain."""

    def __init__(self, garage: Garage) -> None:
        self._got: list[str] = []
        self._thread = threading.Thread(target=lambda: self._got.append(garage.obtain()), daemon=True)
        self._thread.start()
        assert garage.looked.acquire(timeout=60)
        self.ident = self._thread.ident

    def got(self) -> str:
        self._thread.join(60)
        assert not self._thread.is_alive()
        return self._got[0]


@pytest.fixture
def endless_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting_room, "PATIENCE_SECONDS", AGES)
    monkeypatch.setattr(waiting_room, "LONG_PATIENCE_SECONDS", AGES)


def busy() -> bool:
    return False


def idle() -> bool:
    return True


def test_a_free_environment_is_taken_at_once() -> None:
    garage = Garage(WaitingRoom(busy, places=1))
    garage.release(garage.obtain())

    assert garage.obtain() == "version-1"
    assert garage.started == 1


def test_the_first_environments_of_a_version_start_at_once(endless_patience: None) -> None:
    garage = Garage(WaitingRoom(busy, places=2))

    assert [garage.obtain(), garage.obtain()] == ["version-1", "version-2"]


def test_who_waits_is_given_the_environment_that_becomes_free(endless_patience: None) -> None:
    garage = Garage(WaitingRoom(idle, places=1))
    first = garage.obtain()
    garage.looked.acquire()
    waiting = Waiting(garage)

    garage.release(first)

    assert waiting.got() == first
    assert garage.started == 1


def test_only_the_first_in_line_looks_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting_room, "SPACING_SECONDS", 0.0)
    garage = Garage(WaitingRoom(busy, places=1))
    environment = garage.obtain()
    garage.looked.acquire()
    first, second = Waiting(garage), Waiting(garage)
    while second.ident not in garage.lookers:  # what was seen may have been the first one's next look
        assert garage.looked.acquire(timeout=60)

    for _look in range(100):
        assert garage.looked.acquire(timeout=60)
    assert garage.lookers.count(second.ident or 0) == 1

    garage.release(environment)
    assert first.got() == environment
    while garage.lookers.count(second.ident or 0) < 100:
        assert garage.looked.acquire(timeout=60)
    garage.release(environment)
    assert second.got() == environment


def test_a_free_environment_is_of_no_use_to_another_version(endless_patience: None) -> None:
    room = WaitingRoom(idle, places=1)
    ours, theirs = Garage(room, "ours"), Garage(room, "theirs")
    mine, other = ours.obtain(), theirs.obtain()
    ours.looked.acquire()
    waiting = Waiting(ours)

    theirs.release(other)
    ours.release(mine)

    assert waiting.got() == mine


def test_an_idle_machine_starts_another_after_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting_room, "LONG_PATIENCE_SECONDS", AGES)
    garage = Garage(WaitingRoom(idle, places=1))
    garage.obtain()

    assert garage.obtain() == "version-2"


def test_a_busy_machine_starts_another_too_if_none_becomes_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting_room, "LONG_PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(waiting_room, "LONG_SPACING_SECONDS", 0.0)
    garage = Garage(WaitingRoom(busy, places=1))
    garage.obtain()

    assert garage.obtain() == "version-2"


def test_a_busy_machine_starts_none_as_long_as_environments_become_free(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(real, "monotonic", lambda: now[0])
    room = WaitingRoom(busy, places=1)
    garage = Garage(room)
    environment = garage.obtain()
    garage.looked.acquire()
    first, second = Waiting(garage), Waiting(garage)

    for _each in range(10):
        now[0] += waiting_room.LONG_PATIENCE_SECONDS / 2
        room.tell_of_free("version")  # somebody else was faster
        assert garage.looked.acquire(timeout=10)
    assert garage.started == 1

    garage.release(environment)
    assert first.got() == environment
    now[0] += waiting_room.LONG_PATIENCE_SECONDS
    assert second.got() == "version-2"


def test_a_start_that_fails_leaves_its_place_to_the_next(endless_patience: None) -> None:
    garage = Garage(WaitingRoom(busy, places=1))

    def fail() -> str:
        raise RuntimeError("no processes left")

    with pytest.raises(RuntimeError):
        garage.room.obtain("version", garage.find, lambda: 0, fail)

    assert garage.obtain() == "version-1"


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        ([(0.0, 0.0, 0.0), (0.1, 0.05, 0.01)], True),
        ([(0.0, 0.0, 0.0), (0.1, 0.0, 0.01)], False),
        # The engine is at its limit, whatever the other processors do.
        ([(0.0, 0.0, 0.0), (0.1, 0.05, 0.1)], False),
        ([(0.0, 0.0, 0.0), (0.1, 0.0, 0.0), (0.2, 0.1, 0.0)], True),
    ],
)
def test_idleness_is_judged_by_the_last_moment(readings: list[tuple[float, float, float]], expected: bool) -> None:
    taken = iter(readings)
    is_idle = Idleness(lambda: Reading(*next(taken)), clock=lambda: AGES)

    answers = [is_idle() for _reading in readings[1:]]

    assert answers[-1] is expected


def test_too_short_a_time_says_nothing() -> None:
    readings = iter([Reading(0.0, 0.0, 0.0)])
    is_idle = Idleness(lambda: next(readings), clock=lambda: WINDOW_SECONDS / 2)

    assert is_idle()
