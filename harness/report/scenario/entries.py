"""Steps, probes and invariants: what was expected, and what was seen."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from harness.report.scenario.times import since, spell
from harness.scenario.journal import Entry, Journal, Verdict

LONGEST: Final = 4000
"""Characters of a value that are shown."""

SIGNS: Final = {Verdict.PASSED: "✓", Verdict.FAILED: "✗", Verdict.BROKEN: "!", Verdict.INTERRUPTED: "…"}
"""With its word beside it, a verdict is readable without colour."""


@dataclass(frozen=True)
class EntryView:
    """One line of the journal.

    Attributes:
        sign: of its verdict.
        verdict: its word.
        kind: `action`, `probe` or `invariant`.
        say: what it means.
        call: the action or probe with its arguments.
        line: of the scenario's file; 0 if it has none.
        expected: what was to be seen; empty for actions.
        seen: what was.
        when: it ended, counted from the run's begin.
        took: how long it took, and how often it asked.
        trouble: exception and traceback; empty if there was none.
    """

    sign: str
    verdict: str
    kind: str
    say: str
    call: str
    line: int
    expected: str
    seen: str
    when: str
    took: str
    trouble: str


def phases(journal: Journal) -> list[tuple[str, list[EntryView]]]:
    """The entries by phase, in the order in which they ended."""
    return [(phase, list(_views(journal, entries))) for phase, entries in groupby(journal.entries, _phase)]


def troubles(journal: Journal) -> list[EntryView]:
    """The entries that didn't pass."""
    return list(_views(journal, journal.troubles))


def value(found: Any) -> str:
    """A value as JSON, cut where nobody would read on."""
    text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False, indent=2)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({len(text):,} characters; the journal has all)"


def _phase(entry: Entry) -> str:
    return entry.phase.replace("_", " ")


def _views(journal: Journal, entries: Iterable[Entry]) -> Iterator[EntryView]:
    for entry in entries:
        yield EntryView(
            sign=SIGNS[entry.verdict],
            verdict=entry.verdict.value,
            kind=entry.kind,
            say=entry.say or entry.name.replace("_", " "),
            call=_call(entry),
            line=entry.line,
            expected=_expected(entry),
            seen=_seen(entry),
            when=since(journal.began, entry.ended),
            took=_took(entry),
            trouble="\n".join(filter(None, [entry.exception, entry.traceback])),
        )


def _call(entry: Entry) -> str:
    if entry.kind == "invariant":
        return ""
    arguments = "" if entry.arguments is None else f": {json.dumps(entry.arguments, ensure_ascii=False)}"
    return f"{entry.name}{arguments}"


def _expected(entry: Entry) -> str:
    if entry.kind == "invariant":
        return "no breach"
    return " and ".join(f"{name.replace('_', ' ')} {value(wanted)}" for name, wanted in (entry.expected or {}).items())


def _seen(entry: Entry) -> str:
    if entry.kind == "action":
        return value(entry.output) if entry.output is not None else ""
    if entry.kind == "invariant":
        return "\n".join(map(str, entry.seen or ())) or ("no breach" if entry.verdict is Verdict.PASSED else "")
    return value(entry.seen) if entry.asked else ""


def _took(entry: Entry) -> str:
    asked = f", asked {entry.asked} ×" if entry.asked > 1 else ""
    return f"{spell(entry.seconds)}{asked}"
