"""`rehearse submit`."""

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from harness import console
from harness.commands.connection import connect
from harness.commands.options import JsonOption
from harness.errors import INTERRUPTED, UsageError
from harness.report.run import new_run
from harness.settings import Settings
from harness.submit.documents import gather
from harness.submit.outputs import OutputStore
from harness.submit.pipeline import find_pipeline
from harness.submit.record import Status
from harness.submit.results import print_results
from harness.submit.submission import Submission, submit_documents

app = typer.Typer()


@app.command()
def submit(
    files: Annotated[list[Path], typer.Argument(help="Documents: PDF or TIFF.", show_default=False)],
    wait: Annotated[bool, typer.Option("--wait/--no-wait", help="Follow the documents until they end.")] = True,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="How long to follow each document.")
    ] = 300.0,
    prefix: Annotated[
        str, typer.Option("--prefix", help="Folder below incoming/, e.g. to submit a file under another key.")
    ] = "",
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FOLDER", help="Write an HTML page about the run there.")
    ] = None,
    open_report: Annotated[
        bool,
        typer.Option("--open", help="Open that page in the browser; without --report it goes to .rehearsal/reports/."),
    ] = False,
    json: JsonOption = False,
) -> None:
    """Put documents into the textract_processor pipeline and show what comes out.

    Exit status 0 only if all completed; with --no-wait, if all were uploaded.

    Examples:

        rehearse submit deed.pdf scan.tif

        rehearse submit --prefix second-try --json deed.pdf

        rehearse submit --open *.pdf
    """
    wants_page = report is not None or open_report
    if wants_page and not wait:
        raise UsageError("A page about the run needs its results.", hint="Leave out --no-wait.")
    documents = gather(files, prefix)
    settings = Settings.from_environment()
    clients = connect(settings)
    pipeline = find_pipeline(clients, settings)
    submission = submit_documents(documents, pipeline, clients, console.err, timeout if wait else 0.0)
    _show(submission, json)
    if wants_page:
        from harness.report.write import write_report  # loads what draws: not for every command

        folder = report or settings.home / "reports" / new_run("submit")
        page = write_report(folder, submission.results, OutputStore(clients).read)
        console.err.print(f"Page: {console.short(page)}", markup=False, soft_wrap=True)
        if open_report and not webbrowser.open(page.as_uri()):
            console.err.print("There is no browser to show it.")
    finish(submission, wait=wait)


def finish(submission: Submission, *, wait: bool) -> None:
    """Give advice on what didn't arrive, and end with the exit status that tells how it went.

    Raises:
        typer.Exit: not all went well.
    """
    for line in submission.advice:
        console.err.print(line, markup=False, soft_wrap=True)
    if submission.interrupted:
        console.err.print("Stopped watching; what was uploaded goes on. Submit the same files again to see its state:")
        console.err.print("the pipeline recognises them and does nothing twice.")
        raise typer.Exit(INTERRUPTED)
    failed = any(result.status == Status.FAILED for result in submission.results)
    if failed or (wait and not all(result.succeeded for result in submission.results)):
        raise typer.Exit(1)


def _show(submission: Submission, json: bool) -> None:
    if json:
        for result in submission.results:
            console.print_json(result.model_dump(mode="json", by_alias=True))
    else:
        print_results(submission.results, console.out)
