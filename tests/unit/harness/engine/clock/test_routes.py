"""What the engine says of its clock, as the harness understands it."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from localstack.http import Request
from typer.testing import CliRunner

from harness import control
from harness.cli import app
from harness.clock import Clock
from harness.engine.host import HostEngine
from harness.engine.plugins.clock.clock import Clock as EnginesClock
from harness.engine.plugins.clock.driver import Driver
from harness.engine.plugins.clock.routes import ClockRoutes
from harness.errors import UnsettledError

PATIENCE = 0.05


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> EnginesClock:
    """That of an engine with which `control` speaks without a network."""
    clock = EnginesClock()
    clock.set_rate(0)
    routes = ClockRoutes(clock, Driver(clock, lambda: False, lambda _: True, PATIENCE), PATIENCE)

    def post(_endpoint: str, path: str, body: Any, _seconds: float) -> Any:
        serve: Callable[[Request], Any] = getattr(routes, path.rpartition("/")[2].replace("-", "_"))
        return serve(Request("POST", body=json.dumps(body).encode())).json

    monkeypatch.setattr(control, "post", post)
    return clock


@pytest.fixture
def hanging(clock: EnginesClock) -> Iterator[str]:
    work = clock.activity.begin("handler of reads-scans")
    yield "handler of reads-scans"
    clock.activity.end(work)


MOVES = [Clock.advance, Clock.step, Clock.run_to_idle]


@pytest.mark.parametrize("move", MOVES)
def test_time_that_moves_on_without_work_raises_and_names_it_once(
    hanging: str, move: Callable[[Clock, float], object]
) -> None:
    with pytest.raises(UnsettledError, match=f"more than {PATIENCE:g} real seconds") as error:
        move(Clock("engine"), 60)

    assert [detail.partition(",")[0] for detail in error.value.details] == [hanging]
    move(Clock("engine"), 60)  # it has been said


@pytest.mark.parametrize("move", MOVES)
def test_a_move_that_leaves_nothing_behind_is_told_of(clock: EnginesClock, move: Callable[[Clock, float], Any]) -> None:
    state = move(Clock("engine"), 0)

    assert (state.moved.unsettled, state.patience, state.at_work) == ([], PATIENCE, [])


@pytest.mark.parametrize("command", [("advance", "60"), ("run-to-idle", "--limit", "60")])
def test_the_command_line_fails_and_says_why(
    hanging: str, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HostEngine, "endpoint", lambda _engine: "engine")

    result = CliRunner().invoke(app, ["clock", *command])

    assert result.exit_code != 0
    assert isinstance(result.exception, UnsettledError)
