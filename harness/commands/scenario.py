"""`rehearse scenario list | show | validate | actions | probes | new`, and what `scenario_runs.py` adds."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from harness import console
from harness.commands.options import JsonOption
from harness.commands.scenario_runs import WantedArgument, report, run
from harness.scenario.files import choose_files
from harness.scenario.loader import load_head
from harness.scenario.template import write_template
from harness.settings import Settings

if TYPE_CHECKING:
    from harness.scenario.catalog import Verb

app = typer.Typer(name="scenario", no_args_is_help=True)


@app.callback()
def scenario() -> None:
    """Replay what the runbooks describe: list, check and run scenarios."""


@app.command("list")
def list_(wanted: WantedArgument = None, json: JsonOption = False) -> None:
    """List scenarios with their tags.

    Examples:

        rehearse scenario list

        rehearse scenario list TP-03 --json
    """
    for file in choose_files(Settings.from_environment().project, wanted or []):
        head = load_head(file)
        if json:
            console.print_json({"name": file.stem, "file": str(file), **head.model_dump()})
        else:
            console.out.print(f"{file.stem:<28} {head.title}", markup=False, soft_wrap=True)
            console.out.print(f"{'':<28} {', '.join(head.tags)}", style="dim", markup=False, soft_wrap=True)


@app.command()
def show(wanted: Annotated[str, typer.Argument(metavar="PATH|NAME|TAG", help="Which scenario.")]) -> None:
    """Say what a scenario is about, what can be chosen, and where it is.

    Examples:

        rehearse scenario show TP-01
    """
    for file in choose_files(Settings.from_environment().project, [wanted]):
        head = load_head(file)
        lines = [head.title, f"shows:   {head.shows}", f"replays: {head.replays}", f"tags:    {', '.join(head.tags)}"]
        lines += [
            f"--param {name}={parameter.default}  {parameter.about}" for name, parameter in head.parameters.items()
        ]
        lines += [f"variant {name}: {values}" for name, values in head.variants.items()]
        console.out.print(*lines, f"file:    {console.short(file)}", sep="\n", markup=False, soft_wrap=True)


@app.command()
def validate(wanted: WantedArgument = None) -> None:
    """Check scenarios down to the arguments of every step and probe, without running anything.

    Examples:

        rehearse scenario validate

        rehearse scenario validate my-scenario.yaml
    """
    from harness.scenario.batch import load_all  # loads every action and probe: not for every command

    plans = load_all(choose_files(Settings.from_environment().project, wanted or []), {}, None)
    console.out.print(f"{len(plans)} {'scenarios are' if len(plans) != 1 else 'scenario is'} well-formed.")


app.command()(run)
app.command()(report)


@app.command()
def actions(json: JsonOption = False) -> None:
    """List what steps can do, with arguments; those in brackets are optional.

    Examples:

        rehearse scenario actions
    """
    from harness.scenario.catalog import load_catalog

    _list_verbs(load_catalog().actions, json)


@app.command()
def probes(json: JsonOption = False) -> None:
    """List what expectations can ask, with arguments; those in brackets are optional.

    Examples:

        rehearse scenario probes --json
    """
    from harness.scenario.catalog import load_catalog

    _list_verbs(load_catalog().probes, json)


@app.command()
def new(file: Annotated[Path, typer.Argument(help="The file to write; must not exist.")]) -> None:
    """Write a commented scenario to start from.

    Examples:

        rehearse scenario new my-scenario.yaml
    """
    write_template(file)
    console.out.print(
        f"Written. Check it with `{console.command()} scenario validate {console.short(file)}`.",
        markup=False,
        soft_wrap=True,
    )


def _list_verbs(verbs: "Mapping[str, Verb]", json: bool) -> None:
    for verb in verbs.values():
        if json:
            console.print_json({"name": verb.name, "about": verb.documentation, "arguments": verb.schema})
        else:
            console.out.print(f"[bold]{verb.name}[/]", _in_plain([verb.usage]), soft_wrap=True)
            console.out.print(f"    {verb.summary}", style="dim", markup=False, soft_wrap=True)


def _in_plain(words: Iterable[str]) -> str:
    """Brackets of ours are no markup."""
    return " ".join(words).replace("[", r"\[")
