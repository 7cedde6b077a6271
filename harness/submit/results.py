"""Printing what came out: fields with confidence, and where the outputs are."""

from collections.abc import Mapping, Sequence
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from harness.console import short
from harness.submit.fields import Field, label_of
from harness.submit.hops import SAVED
from harness.submit.record import Status
from harness.submit.summary import DocumentResult

STATUS_STYLES: Final[Mapping[str, str]] = {Status.COMPLETED: "bold green", Status.FAILED: "bold red"}

LEVEL_STYLES: Final = {"sure": "green", "fair": "yellow", "doubtful": "red"}


def print_results(results: Sequence[DocumentResult], console: Console) -> None:
    """Print every document: verdict, fields, outputs; then one line for all."""
    for result in results:
        console.print(_verdict(result), soft_wrap=True)
        if result.fields:
            console.print(Padding(fields_table(result.fields), (0, 0, 0, 2)))
        for name, address in result.outputs.items():
            console.print(Text(f"  {name:<18}{address}", "dim"), soft_wrap=True)
        console.print()
    console.print(_count(results))


def _count(results: Sequence[DocumentResult]) -> Text:
    completed = sum(result.succeeded for result in results)
    on_the_way = sum(result.status not in STATUS_STYLES for result in results)
    line = f"{completed} of {len(results)} documents completed" + (f", {on_the_way} on the way" if on_the_way else "")
    return Text(f"{line}.", "green" if completed == len(results) else "yellow" if on_the_way else "red")


def _verdict(result: DocumentResult) -> Text:
    line = Text.assemble(
        (result.status, STATUS_STYLES.get(result.status, "bold yellow")), " ", (short(result.file), "bold")
    )
    if result.duplicate:
        line.append(" — the pipeline knew it already")
    elif SAVED.name in result.timings:
        line.append(f" in {result.timings[SAVED.name] / 1000:.2f} s")
    if result.reason:
        line.append(f" — {result.reason}")
    if result.processing_id:
        line.append(f"  {result.processing_id}", "dim")
    return line


def fields_table(fields: Mapping[str, Field], *, provenance: bool = False) -> Table:
    """Fields with their confidence; with `provenance` also the pages and the blocks in which they were found."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("field", no_wrap=True)
    table.add_column("value", overflow="fold")
    table.add_column("confidence", justify="right", no_wrap=True)
    if provenance:
        table.add_column("page", no_wrap=True)
        table.add_column("blocks", overflow="fold", style="dim")
    for name, field in fields.items():
        places = (_pages(field), Text(" ".join(field.block_ids))) if provenance else ()
        table.add_row(Text(label_of(name)), _value(field), _confidence(field), *places)
    return table


def _pages(field: Field) -> Text:
    return Text(", ".join(map(str, field.pages)))


def _value(field: Field) -> Text:
    return Text(field.text) if field.text else Text("not stated", "dim")


def _confidence(field: Field) -> Text:
    if field.confidence is None:
        return Text("—", "dim")
    return Text(f"{field.confidence:.1f} %", LEVEL_STYLES[field.level])
