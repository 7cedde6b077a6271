"""`rehearse load report | compare`: runs that have been carried out."""

import webbrowser
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from harness import console
from harness.commands.exits import EXIT_STATUSES
from harness.commands.options import JsonOption, JunitOption
from harness.errors import UsageError
from harness.settings import Settings

if TYPE_CHECKING:
    from harness.load.folder import RunFolder
    from harness.load.report import Report

RunArgument = Annotated[str, typer.Argument(metavar="RUN", help="A run's name or folder.")]
OpenOption = Annotated[bool, typer.Option("--open", help="Show the page in the browser.")]


def report(
    run: RunArgument,
    junit: JunitOption = None,
    open_page: OpenOption = False,
    json: JsonOption = False,
) -> None:
    """Judge a run again by what lies in its folder, and write its page anew. Exit status as of `rehearse load run`.

    Examples:

        rehearse load report load-smoke-20260131-120000-5f3a09 --open
    """
    from harness.load.data import load_run
    from harness.load.folder import RunFolder
    from harness.load.page import write_page
    from harness.load.verdict import judge

    folder = RunFolder(_folder(run))
    data = load_run(folder.path)
    judged = judge(data, interrupted=data.books is not None and data.books.interrupted)
    write_page(folder, data, judged)
    finish(judged, folder, junit, json, open_page=open_page)


def compare(
    before: RunArgument,
    after: RunArgument,
    fail_on_regression: Annotated[
        bool, typer.Option("--fail-on-regression", help="Exit status 1 if the second run is shown to be worse.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Say how the second run differs from the first, and whether that is more than noise.

    Examples:

        rehearse load compare load-smoke-20260131-120000-5f3a09 load-smoke-20260131-130000-77c2d1

        rehearse load compare before/ after/ --fail-on-regression
    """
    from harness.load.compare import compare as compare_runs
    from harness.load.data import load_run
    from harness.load.display import print_differences

    first, second = load_run(_folder(before)), load_run(_folder(after))
    for run, data in ((before, first), (after, second)):
        if not data.requests:
            raise UsageError(f"Nothing was sent in {run}: there is nothing to compare.")
    if first.plan.load != second.plan.load:
        console.err.print(f"! {first.plan.load} and {second.plan.load} are different loads.", soft_wrap=True)
    differences = compare_runs(first, second)
    if json:
        for difference in differences:
            console.print_json(asdict(difference) | {"verdict": difference.verdict})
    else:
        print_differences(differences, console.out)
    if fail_on_regression and any(difference.worse for difference in differences):
        raise typer.Exit(1)


def finish(report: "Report", folder: "RunFolder", junit: Path | None, json: bool, *, open_page: bool = False) -> None:
    """Print a verdict, and end with the exit status that tells it.

    Raises:
        typer.Exit: always.
    """
    from harness.load.display import print_report
    from harness.load.junit import write_junit

    if junit:
        write_junit(junit, report)
    if json:
        console.print_json(report.model_dump(mode="json"))
    else:
        print_report(report, console.out)
    console.err.print(f"Page: {console.short(folder.page)}", markup=False, soft_wrap=True)
    if open_page and not webbrowser.open(folder.page.resolve().as_uri()):
        console.err.print("There is no browser to show it.")
    raise typer.Exit(EXIT_STATUSES[report.verdict])


def _folder(run: str) -> Path:
    """A run's folder by its path or name."""
    path = Path(run)
    return path if path.is_dir() else Settings.from_environment().home / "load" / run
