"""`rehearse results list | show | query`."""

from pathlib import Path
from typing import Annotated, Final

import typer

from harness import console
from harness.clients import Clients
from harness.commands.connection import connect
from harness.commands.options import JsonOption
from harness.results.display import print_rows, print_run
from harness.results.download import download
from harness.results.indexes import By
from harness.results.query import Query, ask, latest
from harness.results.run import find_run
from harness.results.table import ResultsTable
from harness.results.times import MAX_DAYS
from harness.settings import Settings
from harness.submit.outputs import OutputStore
from harness.submit.pipeline import Pipeline, find_pipeline

app = typer.Typer(name="results", no_args_is_help=True)

MAX_LIMIT: Final = 1000

LimitOption = Annotated[int, typer.Option("--limit", "-n", min=1, max=MAX_LIMIT, help="Results on a page.")]
NextOption = Annotated[
    str | None, typer.Option("--next", metavar="TOKEN", help="Go on where the page that ended with TOKEN ended.")
]


@app.callback()
def results() -> None:
    """Read what textract_processor has made of documents."""


@app.command("list")
def list_results(
    days: Annotated[int, typer.Option("--days", min=1, max=MAX_DAYS, help="Uploads of the last so many days.")] = 31,
    limit: LimitOption = 20,
    next_: NextOption = None,
    json: JsonOption = False,
) -> None:
    """List the latest results, a page at a time.

    Examples:

        rehearse results list

        rehearse results list --days 7 --limit 100 --json
    """
    table = _table()
    _show_page(table, latest(days, table.today()), limit, next_, json)


@app.command("show")
def show_result(
    run: Annotated[str, typer.Argument(metavar="PROCESSING_ID|KEY", help="A run, or a key whose latest run is meant.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FOLDER", help="Also download the outputs there.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Show one run: times against their budget, costs, fields with confidence and where they stand, outputs.

    Examples:

        rehearse results show incoming/deed.pdf

        rehearse results show proc-0b9c6f0e-8a2f-4c5b-9d0e-1f2a3b4c5d6e --output deed/
    """
    clients, pipeline = _deployed()
    found = find_run(run, pipeline, clients)
    if json:
        console.print_json(found.as_json())
    else:
        print_run(found, console.out)
    if output is not None:
        for path in download(found.record.outputs, output, OutputStore(clients)):
            console.err.print(f"Downloaded {console.short(path)}", markup=False, soft_wrap=True)


@app.command("query")
def query_results(
    value: Annotated[
        str, typer.Argument(help="Key; day or FIRST..LAST; COMPLETED or FAILED; document type.", show_default=False)
    ],
    by: Annotated[By, typer.Option("--by", help="What VALUE is.", show_default=False)],
    start: Annotated[
        str | None, typer.Option("--from", metavar="TIME", help="Textract ended then or later; a day or ISO time, UTC.")
    ] = None,
    end: Annotated[
        str | None,
        typer.Option("--to", metavar="TIME", help="Textract ended then or before; a day includes all of it."),
    ] = None,
    limit: LimitOption = 20,
    next_: NextOption = None,
    json: JsonOption = False,
) -> None:
    """Find results by key, day of upload, status or document type, the latest first.

    Examples:

        rehearse results query --by key incoming/deed.pdf

        rehearse results query --by date 2026-11-01..2026-11-21

        rehearse results query --by status COMPLETED --from 2026-11-21T08:00:00Z --limit 100 --json

        rehearse results query --by type deed --next TOKEN
    """
    question = ask(by, value, start, end)
    _show_page(_table(), question, limit, next_, json)


def _deployed() -> tuple[Clients, Pipeline]:
    settings = Settings.from_environment()
    clients = connect(settings)
    return clients, find_pipeline(clients, settings)


def _table() -> ResultsTable:
    clients, pipeline = _deployed()
    return ResultsTable(clients, pipeline.results_table)


def _show_page(table: ResultsTable, query: Query, limit: int, token: str | None, json: bool) -> None:
    page = table.page(query, limit, query.position(token) if token else None)
    following = page.next.token() if page.next else None
    if json:
        rows = [result.model_dump(mode="json", by_alias=True, exclude_none=True) for result in page.results]
        console.print_json({"results": rows, "next": following})
        return
    if page.results:
        print_rows(page.results, console.out)
    else:
        console.out.print("No results.")
    if following:
        console.err.print(f"More with --next {following}", markup=False, soft_wrap=True)
