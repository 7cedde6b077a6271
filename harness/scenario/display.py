"""Runs in words, for terminals and for test reports."""

import json
from collections.abc import Sequence
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from harness.scenario.duration import written
from harness.scenario.journal import Entry, Journal, Verdict

SIGNS: Final = {
    Verdict.PASSED: ("✓", "green"),
    Verdict.FAILED: ("✗", "bold red"),
    Verdict.BROKEN: ("!", "bold magenta"),
    Verdict.INTERRUPTED: ("…", "yellow"),
}

LONGEST_VALUE: Final = 240
"""Characters of a value that are shown."""


def trouble_lines(journal: Journal) -> list[str]:
    """What went wrong, when and where; empty for a run that passed."""
    return [*(_trouble(entry) for entry in journal.troubles), *journal.explanation]


def print_entry(entry: Entry, scenario: str, console: Console) -> None:
    """Print one line of progress: sign, when it had ended in the scenario's time, what it was, and what went wrong."""
    sign, style = SIGNS[entry.verdict]
    line = Text.assemble(
        (sign, style),
        f" {written(entry.offset + entry.seconds):>8}  ",
        (f"{scenario} {entry.phase:<12} ", "dim"),
        _sentence(entry),
    )
    if entry.verdict is not Verdict.PASSED:
        line.append(f" — {_finding(entry)}", style)
    console.print(line, soft_wrap=True)


def print_journal(journal: Journal, console: Console) -> None:
    """Print the verdict, and what explains it."""
    sign, style = SIGNS[journal.verdict]
    console.print(
        Text.assemble(
            (f"{sign} {journal.verdict.upper()}", style),
            f" {journal.scenario} in {_lengths(journal)}: ",
            journal.title,
        ),
        soft_wrap=True,
    )
    for line in trouble_lines(journal):
        console.print(Text(f"  {line}"), soft_wrap=True)


def print_summary(journals: Sequence[Journal], console: Console) -> None:
    """Print a table of several runs: verdict, virtual time, the host's time."""
    if len(journals) < 2:
        return
    table = Table(box=None, header_style="dim", pad_edge=False)
    table.add_column("")
    table.add_column("scenario")
    for heading in ("virtual", "wall"):
        table.add_column(heading, justify="right")
    for journal in journals:
        sign, style = SIGNS[journal.verdict]
        virtual = written(journal.seconds) if journal.clock == "virtual" else "-"
        table.add_row(Text(sign, style), Text(journal.scenario), virtual, written(journal.wall_seconds))
    console.print(table)


def _lengths(journal: Journal) -> str:
    if journal.clock == "real":
        return written(journal.wall_seconds)
    return f"{written(journal.seconds)} of virtual time, {written(journal.wall_seconds)} of ours"


def _trouble(entry: Entry) -> str:
    seconds = entry.offset + entry.seconds
    where = f" (line {entry.line})" if entry.line else ""
    return f"{entry.phase}{where}: {_sentence(entry)} — {_finding(entry)}, {written(seconds)} after the begin"


def _finding(entry: Entry) -> str:
    """What was expected and what was seen instead."""
    if entry.exception:
        return entry.exception
    if entry.verdict is Verdict.INTERRUPTED:
        return "interrupted"
    if entry.expected is None:
        return "; ".join(map(str, entry.seen or ()))
    expected = " and ".join(f"{name} {_json(value)}" for name, value in entry.expected.items())
    times = f"asked {entry.asked} times" if entry.asked > 1 else "asked once"
    return f"expected: {expected}; seen: {_json(entry.seen)} ({times} in {written(entry.seconds)})"


def _sentence(entry: Entry) -> str:
    call = entry.name if entry.arguments is None else f"{entry.name}: {_json(entry.arguments)}"
    if entry.kind == "invariant":
        return entry.name
    return f"{entry.say} [{call}]" if entry.say else call


def _json(value: Any) -> str:
    """As JSON, as far as it fits; the journal has all of it."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}… ({len(text)} characters)"
