"""Printing results: rows of a table, or one run as a whole."""

from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from harness.report.timeline import Segment
from harness.results.result import Result
from harness.results.run import Run
from harness.submit.fields import text_of
from harness.submit.results import STATUS_STYLES, fields_table

Row = tuple[str, ...]

HEADER: Final = ("ended (UTC)", "status", "type", "price", "cost $", "processing id", "key")
INDENT: Final = (0, 0, 0, 2)


def print_rows(results: Sequence[Result], console: Console) -> None:
    """Print a line for each result, never cut: ids and keys are there to be copied."""
    rows = [_row(result) for result in results]
    widths = [max(map(len, column)) for column in zip(HEADER, *rows, strict=True)]
    console.print(Text(_line(HEADER, widths), "dim"), soft_wrap=True)
    for row in rows:
        console.print(Text(_line(row, widths)), soft_wrap=True)


def _row(result: Result) -> Row:
    return (
        f"{result.ended_at:%Y-%m-%d %H:%M:%S}",
        result.status,
        result.document_type or "—",
        "—" if result.sale_price is None else f"{result.sale_price:,.2f}",
        _dollars(result.cost),
        result.processing_id,
        result.s3_key,
    )


def _line(row: Row, widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def print_run(run: Run, console: Console) -> None:
    """Print what is known about one run: verdict, result, segments, fields, outputs."""
    record = run.record
    console.print(_status(record.status), Text(record.s3_key, "bold"), Text(record.processing_id, "dim"))
    if run.reason:
        console.print(Text(f"  {run.reason}", "red"), soft_wrap=True)
    if run.result:
        console.print(Padding(_summary(run.result), INDENT))
    console.print(Padding(_segments(run.segments), INDENT))
    if run.fields:
        console.print(Padding(fields_table(run.fields, provenance=True), INDENT))
    for name, address in record.outputs.items():
        console.print(Text(f"  {name:<18}{address}", "dim"), soft_wrap=True)
    if run.earlier:
        console.print(Text(f"  earlier runs of this key: {', '.join(run.earlier)}", "dim"), soft_wrap=True)


def _summary(result: Result) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in (
        ("type", result.document_type or "—"),
        ("buyers", "; ".join(result.buyer_names) or "—"),
        ("address", text_of(result.property_address) or "—"),
        ("pages", "—" if result.page_count is None else str(result.page_count)),
        ("Textract $", _dollars(result.textract_cost)),
        ("Bedrock $", _dollars(result.bedrock_cost)),
        ("together $", _dollars(result.cost)),
    ):
        table.add_row(label, Text(value))
    return table


def _segments(segments: Sequence[Segment]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("until", no_wrap=True)
    table.add_column("took", justify="right", no_wrap=True)
    table.add_column("allowed", justify="right", no_wrap=True)
    for segment in segments:
        budget = "" if segment.hop.budget_ms is None else f"{segment.hop.budget_ms:,} ms"
        style = "bold red" if segment.over_budget else ""
        table.add_row(segment.hop.label, Text(f"{segment.milliseconds:,} ms", style), budget)
    return table


def _status(status: str) -> Text:
    return Text(status, STATUS_STYLES.get(status, "bold yellow"))


def _dollars(amount: float | None) -> str:
    return "—" if amount is None else f"{amount:.4f}"
