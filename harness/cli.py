"""The `rehearse` command. It prints, and never computes."""

import sys
from importlib.metadata import version
from typing import Annotated, Any, Final

import typer

from harness import console
from harness.commands.lazy import LazyGroup, Panels
from harness.errors import INTERRUPTED

PANELS: Final[Panels] = {
    "Engine": {"engine": ("up", "status", "down", "reset", "logs"), "aws": ("aws",), "clock": ("clock",)},
    "Platform": {"deploy": ("deploy", "destroy")},
    "Documents": {"submit": ("submit",), "demo": ("demo",), "results": ("results",), "costs": ("costs",)},
    "Behaviours": {"calls": ("calls",), "behave": ("behave",)},
    "Scenarios": {"scenario": ("scenario",)},
    "Load": {"load": ("load",)},
}
"""Every command and the module in `harness/commands/` that has it, in the order in which `--help` lists them."""


class Commands(LazyGroup):
    """Commands that Ctrl-C ends with a word, unless they have said more themselves."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.announce(PANELS)

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


def run() -> None:
    """Run the command line; errors of ours are shown as sentences, without a traceback."""
    try:
        app()
    except Exception as error:
        from harness.sentences import sentence_of  # knows the errors of every library: only for a failure

        sentence = sentence_of(error)
        if sentence is None:
            raise
        console.print_error(sentence)
        sys.exit(sentence.exit_code)
