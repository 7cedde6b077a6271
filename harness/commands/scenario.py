"""`rehearse scenario list | show | validate | run | report | actions | probes | new`."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from harness import console
from harness.commands.deploy import parse_parameters
from harness.commands.engine import JsonOption
from harness.commands.junit import JunitOption
from harness.errors import INTERRUPTED
from harness.report.run import new_run
from harness.report.scenario.write import REPORT, rewrite_report, write_index
from harness.scenario.batch import Batch, load_all
from harness.scenario.catalog import Verb, load_catalog
from harness.scenario.display import print_entry, print_journal, print_summary
from harness.scenario.durations import Durations
from harness.scenario.engines import Engines
from harness.scenario.files import choose_files
from harness.scenario.journal import Journal, Verdict, worst
from harness.scenario.junit import write_junit
from harness.scenario.loader import load_head
from harness.scenario.plan import Plan
from harness.scenario.recording import Listener
from harness.scenario.rehearsal import Rehearsal
from harness.scenario.template import write_template
from harness.settings import Settings

EXIT_STATUSES = {Verdict.PASSED: 0, Verdict.FAILED: 1, Verdict.BROKEN: 3, Verdict.INTERRUPTED: INTERRUPTED}
"""2 is a file or argument that can't be used."""

DURATIONS = "durations.json"

WantedArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[PATH|NAME|TAG]...", help="Which scenarios. [default: all]")
]
ParamOption = Annotated[
    list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help="A parameter of the scenario; repeatable.")
]

app = typer.Typer(help="Replay what the runbooks describe: list, check and run scenarios.", no_args_is_help=True)


@app.command("list")
def list_(wanted: WantedArgument = None, json: JsonOption = False) -> None:
    """List scenarios with their tags."""
    for file in choose_files(Settings.from_environment().project, wanted or []):
        head = load_head(file)
        if json:
            console.print_json({"name": file.stem, "file": str(file), **head.model_dump()})
        else:
            console.out.print(f"{file.stem:<28} {head.title}", markup=False, soft_wrap=True)
            console.out.print(f"{'':<28} {', '.join(head.tags)}", style="dim", markup=False, soft_wrap=True)


@app.command()
def show(wanted: Annotated[str, typer.Argument(metavar="PATH|NAME|TAG", help="Which scenario.")]) -> None:
    """Say what a scenario is about, what can be chosen, and where it is."""
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
    """Check scenarios down to the arguments of every step and probe, without running anything."""
    plans = load_all(choose_files(Settings.from_environment().project, wanted or []), {}, None)
    console.out.print(f"{len(plans)} {'scenarios are' if len(plans) != 1 else 'scenario is'} well-formed.")


@app.command()
def run(
    wanted: WantedArgument = None,
    parameter: ParamOption = None,
    seed: Annotated[int | None, typer.Option("--seed", min=0, help="Instead of each file's own.")] = None,
    parallel: Annotated[int, typer.Option("--parallel", min=1, help="How many run at the same time.")] = 1,
    until_failure: Annotated[
        bool,
        typer.Option("--until-failure", help="Run again and again, each time with the next seed, until one fails."),
    ] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Leave each scenario's account for inspection.")] = False,
    junit: JunitOption = None,
    json: JsonOption = False,
) -> None:
    """Run scenarios, each in an account of its own, on the running engine if that lives in their time.

    Most scenarios live in virtual time, in which nine minutes pass in seconds. Where no engine in virtual time runs,
    one is started for the run, and for `--parallel N` as many as are needed.

    Exit status 0 if all passed, 1 if something wasn't as expected, 2 if a file can't be used, 3 if a scenario couldn't
    be carried out.

    Examples:

        rehearse scenario run

        rehearse scenario run TP-01 TP-03 --parallel 2

        rehearse scenario run scenarios/textract_processor/TP-03-duplicates.yaml --param copies=20 --keep
    """
    settings = Settings.from_environment()
    files = choose_files(settings.project, wanted or [])
    parameters = parse_parameters(parameter or [])
    load_all(files, parameters, seed)  # everything is checked before anything starts
    rehearsal = Rehearsal(settings, _listener, keep=keep)
    with Engines(settings, parallel=parallel, keep=keep, told=_tell) as engines:
        runs: list[tuple[Journal, Path]] = []

        def finished(journal: Journal, folder: Path) -> None:
            runs.append((journal, folder))
            _show(journal, folder, json, keep)

        durations = Durations.remembered(settings.home / "scenarios" / DURATIONS)
        batch = Batch(rehearsal, engines, parallel, finished, durations)
        journals = batch.run(files, parameters, seed, until_failure=until_failure)
    if not json:
        print_summary(journals, console.out)
    if len(runs) > 1:
        runs.sort(key=lambda run: (run[0].file, run[0].scenario))  # they end in any order
        index = write_index(settings.home / "scenarios" / f"{new_run('batch')}.html", runs)
        _tell(f"All reports: {console.short(index)}")
    if junit:
        write_junit(junit, journals)
    raise typer.Exit(EXIT_STATUSES[worst([journal.verdict for journal in journals])])


@app.command()
def report(
    journals: Annotated[list[Path], typer.Argument(metavar="JOURNAL...", help="Journals, or the folders of runs.")],
) -> None:
    """Write the reports of runs again, from the files that they have left; no engine is needed."""
    for journal in journals:
        console.out.print(console.short(rewrite_report(journal)), markup=False, soft_wrap=True)


@app.command()
def actions(json: JsonOption = False) -> None:
    """List what steps can do, with arguments; those in brackets are optional."""
    _list_verbs(load_catalog().actions, json)


@app.command()
def probes(json: JsonOption = False) -> None:
    """List what expectations can ask, with arguments; those in brackets are optional."""
    _list_verbs(load_catalog().probes, json)


@app.command()
def new(file: Annotated[Path, typer.Argument(help="The file to write; must not exist.")]) -> None:
    """Write a commented scenario to start from."""
    write_template(file)
    console.out.print(
        f"Written. Check it with `{console.command()} scenario validate {console.short(file)}`.",
        markup=False,
        soft_wrap=True,
    )


def _list_verbs(verbs: Mapping[str, Verb], json: bool) -> None:
    for verb in verbs.values():
        if json:
            console.print_json({"name": verb.name, "about": verb.documentation, "arguments": verb.schema})
        else:
            console.out.print(f"[bold]{verb.name}[/]", _in_plain([verb.usage]), soft_wrap=True)
            console.out.print(f"    {verb.summary}", style="dim", markup=False, soft_wrap=True)


def _in_plain(words: Iterable[str]) -> str:
    """Brackets of ours are no markup."""
    return " ".join(words).replace("[", r"\[")


def _tell(sentence: str) -> None:
    console.err.print(sentence, style="dim", markup=False, soft_wrap=True)


def _listener(plan: Plan) -> Listener:
    return lambda entry: print_entry(entry, plan.name, console.err)


def _show(journal: Journal, folder: Path, json: bool, keep: bool) -> None:
    if json:
        console.print_json(journal.model_dump(mode="json"))
        return
    print_journal(journal, console.out)
    console.out.print(f"  Report: {console.short(folder / REPORT)}", style="dim", markup=False, soft_wrap=True)
    if keep:
        console.out.print(f"  Kept: account {journal.account} at {journal.endpoint}", style="dim", soft_wrap=True)
