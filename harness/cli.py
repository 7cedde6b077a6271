"""The `rehearse` command. It prints, and never computes."""

import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from harness import console
from harness.commands import aws, behave, calls, clock, costs, demo, deploy, engine, load, results, scenario, submit
from harness.errors import INTERRUPTED
from harness.sentences import sentence_of

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
app.command(rich_help_panel="Engine", context_settings=aws.AS_WRITTEN)(aws.aws)
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
    except Exception as error:
        sentence = sentence_of(error)
        if sentence is None:
            raise
        console.print_error(sentence)
        sys.exit(sentence.exit_code)
