"""`rehearse up | status | down | reset | logs`."""

from typing import Annotated

import typer

from harness import console
from harness.commands.options import JsonOption
from harness.engine.base import EngineStatus
from harness.engine.host import HostEngine
from harness.settings import ClockKind, Settings

app = typer.Typer()

PortOption = Annotated[
    int | None,
    typer.Option("--port", min=0, max=65535, help="Port to listen on; 0 chooses a free one.", show_default="4566"),
]


@app.command()
def up(
    port: PortOption = None,
    clock: Annotated[
        ClockKind | None,
        typer.Option("--clock", help="The time in which it lives; see `rehearse clock`.", show_default="real"),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Start the engine in the background; harmless when it runs already.

    Examples:

        rehearse up

        rehearse up --port 0 --json
    """
    settings = Settings.from_environment()
    wanted = {name: value for name, value in {"port": port, "clock": clock}.items() if value is not None}
    engine = HostEngine(settings.model_copy(update=wanted))
    with console.err.status("Starting the engine ..."):
        _show(engine.up(), json)


@app.command()
def status(json: JsonOption = False) -> None:
    """Show whether the engine runs, where, and what it has loaded. Exit status 1 when it doesn't run.

    Examples:

        rehearse status

        rehearse status --json
    """
    state = HostEngine(Settings.from_environment()).status()
    _show(state, json)
    if not state.running:
        raise typer.Exit(1)


@app.command()
def down(json: JsonOption = False) -> None:
    """Stop the engine and remove its state; harmless when nothing runs.

    Examples:

        rehearse down
    """
    engine = HostEngine(Settings.from_environment())
    was_running = engine.clock() is not None
    with console.err.status("Stopping the engine ..."):
        engine.down()
    if was_running and not json:
        console.out.print("The engine has stopped.")
    else:
        _show(EngineStatus(running=False), json)


@app.command()
def reset(json: JsonOption = False) -> None:
    """Forget every resource of every account, by starting the engine afresh on the same port.

    Examples:

        rehearse reset
    """
    with console.err.status("Starting the engine afresh ..."):
        _show(HostEngine(Settings.from_environment()).reset(), json)


@app.command()
def logs(
    lines: Annotated[int, typer.Option("--lines", "-n", min=0, help="How many of the last lines.")] = 50,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Keep printing until Ctrl-C.")] = False,
) -> None:
    """Print the engine's own log. (Logs of Lambda functions are in CloudWatch Logs, as on AWS.)

    Examples:

        rehearse logs --lines 200

        rehearse logs --follow
    """
    for line in HostEngine(Settings.from_environment()).logs(lines=lines, follow=follow):
        console.out.print(line, markup=False, soft_wrap=True)


def _show(state: EngineStatus, json: bool) -> None:
    if json:
        console.print_json(state.model_dump())
    elif not state.running:
        console.out.print("The engine isn't running.")
    else:
        console.out.print(f"[green]The engine is running[/] at {state.endpoint}")
        console.out.print(
            f"  process {state.pid} and {state.processes - 1} children, {state.memory_mb:.0f} MB, "
            f"up {state.uptime_seconds:.0f} s, {len(state.plugins)} plugins, {len(state.patches)} patches"
        )
