"""The `rehearse` command. It prints, and never computes."""

import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Annotated, Any

import typer
from botocore.exceptions import BotoCoreError, ClientError
from pydantic import ValidationError
from typer.core import TyperGroup

from harness import console
from harness.commands import behave, calls, clock, costs, demo, deploy, engine, load, results, scenario, submit
from harness.control import ControlError
from harness.errors import INTERRUPTED, EngineError, HarnessError, UsageError

PANELS: dict[str, Sequence[Callable[..., None]]] = {
    "Engine": (engine.up, engine.status, engine.down, engine.reset, engine.logs),
    "Platform": (deploy.deploy, deploy.destroy),
    "Documents": (submit.submit, demo.demo),
    "Behaviours": (calls.calls,),
}
"""Every command, in the order in which `--help` lists them."""


class Commands(TyperGroup):
    """Commands that Ctrl-C ends with a word, unless they have said more themselves."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            console.err.print("Interrupted.")
            raise typer.Exit(INTERRUPTED) from None


app = typer.Typer(
    name="rehearse",
    cls=Commands,
    help="Rehearse event-driven content-AI systems on your machine before they go to AWS.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        console.out.print(f"rehearse {version('rehearsal')}")
        raise typer.Exit


@app.callback()
def _options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """What can be said before any command."""


for panel, commands in PANELS.items():
    for command in commands:
        app.command(rich_help_panel=panel)(command)
app.add_typer(results.app, rich_help_panel="Documents")
app.add_typer(costs.app, rich_help_panel="Documents")
app.add_typer(behave.app, rich_help_panel="Behaviours")
app.add_typer(scenario.app, name="scenario", rich_help_panel="Scenarios")
app.add_typer(load.app, name="load", rich_help_panel="Load")
app.add_typer(clock.app, name="clock", rich_help_panel="Engine")


def run() -> None:
    """Run the command line; errors of ours are shown as sentences, without a traceback."""
    try:
        app()
    except HarnessError as error:
        console.print_error(error)
        sys.exit(error.exit_code)
    except ControlError as error:
        console.print_error(EngineError(f"The engine can't do that: {error}.", hint="See `rehearse logs`."))
        sys.exit(EngineError.exit_code)
    except (BotoCoreError, ClientError) as error:
        hint = "See `rehearse status` and `rehearse logs`."
        console.print_error(EngineError(f"An AWS call failed: {error}", hint=hint))
        sys.exit(EngineError.exit_code)
    except ValidationError as error:
        console.print_error(_settings_error(error))
        sys.exit(UsageError.exit_code)


def _settings_error(error: ValidationError) -> HarnessError:
    """Name the variables of the environment that hold something impossible."""
    details = [f"REHEARSE_{'_'.join(map(str, item['loc'])).upper()}: {item['msg']}" for item in error.errors()]
    return UsageError("A setting can't be used.", hint="Correct the variable or unset it.", details=details)
