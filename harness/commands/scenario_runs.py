"""`rehearse scenario run | report`: running scenarios, and what runs have left."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from harness import console
from harness.commands.exits import EXIT_STATUSES
from harness.commands.options import JsonOption, JunitOption, parse_parameters
from harness.settings import Settings

if TYPE_CHECKING:
    from harness.scenario.journal import Journal
    from harness.scenario.plan import Plan
    from harness.scenario.recording import Listener

DURATIONS = "durations.json"

WantedArgument = Annotated[
    list[str] | None, typer.Argument(metavar="PATH|NAME|TAG", help="Which scenarios.", show_default="all")
]
ParamOption = Annotated[
    list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help="A parameter of the scenario; repeatable.")
]


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
    from harness.report.run import new_run
    from harness.report.scenario.write import write_index
    from harness.scenario.batch import Batch, load_all
    from harness.scenario.display import print_summary
    from harness.scenario.durations import Durations
    from harness.scenario.engines import Engines
    from harness.scenario.files import choose_files
    from harness.scenario.journal import worst
    from harness.scenario.junit import write_junit
    from harness.scenario.rehearsal import Rehearsal

    settings = Settings.from_environment()
    files = choose_files(settings.project, wanted or [])
    parameters = parse_parameters(parameter or [])
    load_all(files, parameters, seed)  # everything is checked before anything starts
    rehearsal = Rehearsal(settings, _listener, keep=keep)
    with Engines(settings, parallel=parallel, keep=keep, told=_tell) as engines:
        runs: list[tuple[Journal, Path]] = []

        def finished(journal: "Journal", folder: Path) -> None:
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


def report(
    journals: Annotated[list[Path], typer.Argument(metavar="JOURNAL", help="Journals, or the folders of runs.")],
) -> None:
    """Write the reports of runs again, from the files that they have left; no engine is needed.

    Examples:

        rehearse scenario report .rehearsal/scenarios/RUN
    """
    from harness.report.scenario.write import rewrite_report

    for journal in journals:
        console.out.print(console.short(rewrite_report(journal)), markup=False, soft_wrap=True)


def _tell(sentence: str) -> None:
    console.err.print(sentence, style="dim", markup=False, soft_wrap=True)


def _listener(plan: "Plan") -> "Listener":
    from harness.scenario.display import print_entry

    return lambda entry: print_entry(entry, plan.name, console.err)


def _show(journal: "Journal", folder: Path, json: bool, keep: bool) -> None:
    from harness.report.scenario.write import REPORT
    from harness.scenario.display import print_journal

    if json:
        console.print_json(journal.model_dump(mode="json"))
        return
    print_journal(journal, console.out)
    console.out.print(f"  Report: {console.short(folder / REPORT)}", style="dim", markup=False, soft_wrap=True)
    if keep:
        console.out.print(f"  Kept: account {journal.account} at {journal.endpoint}", style="dim", soft_wrap=True)
