"""Runs in words, for terminals and for test reports."""

import json
from typing import Any, Final

from rich.console import Console
from rich.text import Text

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
    return [*(_trouble(entry, journal) for entry in journal.troubles), *journal.explanation]


def print_entry(entry: Entry, scenario: str, console: Console) -> None:
    """Print one line of progress: sign, seconds, what it was, and what was seen instead if it went wrong."""
    sign, style = SIGNS[entry.verdict]
    line = Text.assemble(
        (sign, style), f" {entry.seconds:6.2f} s  ", (f"{scenario} {entry.phase:<12} ", "dim"), _sentence(entry)
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
            f" {journal.scenario} in {journal.seconds:.1f} s: ",
            journal.title,
        ),
        soft_wrap=True,
    )
    for line in trouble_lines(journal):
        console.print(Text(f"  {line}"), soft_wrap=True)


def _trouble(entry: Entry, journal: Journal) -> str:
    seconds = (entry.ended - journal.began).total_seconds()
    where = f" (line {entry.line})" if entry.line else ""
    return f"{entry.phase}{where}: {_sentence(entry)} — {_finding(entry)}, {seconds:.1f} s after the begin"


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
    return f"expected: {expected}; seen: {_json(entry.seen)} ({times} in {entry.seconds:.1f} s)"


def _sentence(entry: Entry) -> str:
    call = entry.name if entry.arguments is None else f"{entry.name}: {_json(entry.arguments)}"
    if entry.kind == "invariant":
        return entry.name
    return f"{entry.say} [{call}]" if entry.say else call


def _json(value: Any) -> str:
    """As JSON, as far as it fits; the journal has all of it."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}… ({len(text)} characters)"
