"""`rehearse clock show | advance | run-to-idle | rate`."""

from typing import Annotated

import typer

from harness import console
from harness.clock import Clock, ClockState
from harness.commands.options import JsonOption
from harness.engine.host import HostEngine
from harness.settings import Settings

app = typer.Typer(name="clock", no_args_is_help=True)


@app.callback()
def clock() -> None:
    """Read and move the time of an engine that was started with `--clock virtual`."""


@app.command()
def show(json: JsonOption = False) -> None:
    """Show the engine's time, and who waits for what.

    Examples:

        rehearse clock show
    """
    _show(_clock().show(), json)


@app.command()
def advance(
    seconds: Annotated[float, typer.Argument(min=0, help="By how much, in virtual seconds.")], json: JsonOption = False
) -> None:
    """Move time forward; returns when everything that happens in that time has happened.

    Examples:

        rehearse clock advance 540
    """
    _show(_clock().advance(seconds), json)


@app.command("run-to-idle")
def run_to_idle(
    limit: Annotated[float, typer.Option("--limit", min=0, help="Virtual seconds to move at most.")] = 3600,
    json: JsonOption = False,
) -> None:
    """Move time forward until nothing is pending. Exit status 1 when the limit came first.

    Examples:

        rehearse clock run-to-idle

        rehearse clock run-to-idle --limit 600 --json
    """
    state = _clock().run_to_idle(limit)
    _show(state, json)
    if not state.idle:
        raise typer.Exit(1)


@app.command()
def rate(
    rate: Annotated[float, typer.Argument(min=0, max=1000, help="Virtual seconds per real second; 0 stands still.")],
    json: JsonOption = False,
) -> None:
    """Let time pass faster or slower from now on.

    Examples:

        rehearse clock rate 60

        rehearse clock rate 0
    """
    _show(_clock().set_rate(rate), json)


def _clock() -> Clock:
    return Clock(HostEngine(Settings.from_environment()).endpoint())


def _show(state: ClockState, json: bool) -> None:
    if json:
        console.print_json(state.model_dump(mode="json"))
        return
    console.out.print(f"{state.now:%Y-%m-%d %H:%M:%S} UTC, {state.offset:.1f} s ahead, rate {state.rate:g}")
    if moved := state.moved:
        console.out.print(f"  moved {moved.seconds:.1f} s in {moved.wall_seconds:.1f} s, {moved.moments} moments")
    for sleeper in state.sleepers:
        if sleeper.pending:
            console.out.print(f"  in {sleeper.seconds:.1f} s: {sleeper.thread}", markup=False)
    console.out.print("  nothing is pending" if state.idle else "  something is pending")
