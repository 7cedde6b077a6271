"""Printing costs."""

from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from harness.costs.forecast import Month, Workload
from harness.costs.spending import Spending


def print_spending(days: Sequence[Spending], console: Console) -> None:
    """Print a row for each day on which anything was uploaded, and their sum."""
    if not days:
        console.print("No results.")
        return
    table = _table("day (UTC)", "completed", "failed", "pages", "from cache", "Textract $", "Bedrock $", "together $")
    for day in days:
        table.add_row(str(day.day), *_cells(day))
    table.add_section()
    table.add_row("all", *_cells(*days))
    console.print(table)


def print_forecast(workload: Workload, months: Sequence[Month], console: Console) -> None:
    """Print a row for each month; beside it what document 004 says, where it says something."""
    console.print(
        f"A document of {workload.pages} pages; {workload.model} reads {workload.input_tokens:,} tokens and writes "
        f"{workload.output_tokens:,}.",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
    compared = any(month.documented is not None for month in months)
    headers = ["documents", "Textract $", "Bedrock $", "together $", "a document $"]
    table = _table(*headers, *(["document 004 $", "difference $"] if compared else []))
    for month in months:
        table.add_row(*_month_cells(month), *(_comparison(month) if compared else []))
    console.print(table)
    if compared:
        console.print(Text("Document 004's parts, $135 and about $14, make $149; its table has $146.", "dim"))


def _month_cells(month: Month) -> list[str]:
    return [
        f"{month.documents:,}",
        *(f"{amount:,.2f}" for amount in (month.textract, month.bedrock, month.total)),
        f"{month.per_document:.4f}",
    ]


def _comparison(month: Month) -> list[str]:
    if month.documented is None or month.difference is None:
        return ["—", "—"]
    return [f"{month.documented:,.2f}", f"{month.difference:+,.2f}"]


def _cells(*days: Spending) -> list[str]:
    counts = [(day.completed, day.failed, day.pages, day.cache_hits) for day in days]
    amounts = [(day.textract, day.bedrock, day.total) for day in days]
    return [
        *(f"{sum(column):,}" for column in zip(*counts, strict=True)),
        *(f"{sum(column, Decimal()):,.4f}" for column in zip(*amounts, strict=True)),
    ]


def _table(*headers: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    first, *rest = headers
    table.add_column(first, no_wrap=True)
    for header in rest:
        table.add_column(header, justify="right")
    return table
