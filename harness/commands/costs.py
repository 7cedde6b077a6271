"""`rehearse costs spent | forecast`."""

from dataclasses import asdict
from decimal import Decimal
from typing import Annotated, Any

import typer

from harness import console
from harness.commands.connection import connect
from harness.commands.options import JsonOption
from harness.costs.display import print_forecast, print_spending
from harness.costs.forecast import REFERENCE, Workload, forecast
from harness.costs.prices import Prices
from harness.costs.spending import Spending, spending_of
from harness.results.table import ResultsTable
from harness.results.times import MAX_DAYS, days_until, parse_days
from harness.settings import Settings
from harness.submit.pipeline import find_pipeline

app = typer.Typer(name="costs", no_args_is_help=True)


@app.callback()
def costs() -> None:
    """What documents cost: what has been spent, and what a month is to cost."""


@app.command()
def spent(
    date: Annotated[
        str | None, typer.Option("--date", metavar="DAYS", help="Uploads of that day, or FIRST..LAST, UTC.")
    ] = None,
    days: Annotated[int, typer.Option("--days", min=1, max=MAX_DAYS, help="Else of the last so many days.")] = 31,
    json: JsonOption = False,
) -> None:
    """Add up what the results table says that documents have cost, by the day of their upload.

    Examples:

        rehearse costs spent

        rehearse costs spent --date 2026-11-01..2026-11-21 --json
    """
    settings = Settings.from_environment()
    clients = connect(settings)
    table = ResultsTable(clients, find_pipeline(clients, settings).results_table)
    asked = parse_days(date) if date else days_until(table.today(), days)
    spending = [each for each in (spending_of(day, table) for day in reversed(asked)) if each.completed or each.failed]
    if json:
        console.print_json([_as_json(each) for each in spending])
    else:
        print_spending(spending, console.out)


@app.command("forecast")
def forecast_month(
    pages: Annotated[int, typer.Option("--pages", min=1, help="Of a document.")] = REFERENCE.pages,
    model: Annotated[str, typer.Option("--model", help="Its id, or how it begins.")] = REFERENCE.model,
    input_tokens: Annotated[
        int, typer.Option("--input-tokens", min=0, help="That the model reads for a document.")
    ] = REFERENCE.input_tokens,
    output_tokens: Annotated[
        int, typer.Option("--output-tokens", min=0, help="That it writes.")
    ] = REFERENCE.output_tokens,
    json: JsonOption = False,
) -> None:
    """Reckon what 1,000, 10,000 and 100,000 documents cost; by default those of which document 004 speaks.

    Examples:

        rehearse costs forecast

        rehearse costs forecast --model amazon.nova-lite-v1:0 --pages 10 --json
    """
    workload = Workload(pages, model, input_tokens, output_tokens)
    months = forecast(workload, Prices.read(Settings.from_environment().project))
    if json:
        console.print_json([{**_numbers(asdict(month)), "total": float(month.total)} for month in months])
    else:
        print_forecast(workload, months, console.out)


def _as_json(spending: Spending) -> dict[str, Any]:
    return {**_numbers(asdict(spending)), "day": str(spending.day), "total": float(spending.total)}


def _numbers(values: dict[str, Any]) -> dict[str, Any]:
    return {name: float(value) if isinstance(value, Decimal) else value for name, value in values.items()}
