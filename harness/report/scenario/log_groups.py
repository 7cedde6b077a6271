"""Log lines by what they belong to."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from harness.report.scenario.times import since
from harness.scenario.log_lines import LogLine

MOST_GROUPS, MOST_LINES = 200, 300
"""Groups, and lines of each, that the page carries; what has errors has precedence. The evidence has all."""

BAD: Final = frozenset({"ERROR", "CRITICAL"})
REST: Final = ""


@dataclass(frozen=True)
class LineView:
    """One line."""

    when: str
    function: str
    level: str
    message: str
    facts: str


@dataclass(frozen=True)
class LogGroup:
    """Lines with the same correlation id; empty for those that belong to none.

    Attributes:
        correlation: the id.
        functions: that wrote them, in the order of their first lines.
        errors: how many of the lines are errors.
        lines: the first of them.
        count: how many there are.
    """

    correlation: str
    functions: list[str]
    errors: int
    lines: list[LineView]
    count: int


@dataclass(frozen=True)
class Logs:
    """Groups that the page carries, and how many there were."""

    groups: list[LogGroup]
    count: int


def log_groups(lines: Sequence[LogLine], began: datetime) -> Logs:
    """The logs of a run: groups in the order of their first lines, what belongs to none at the end.

    A line without an id belongs to what the rest of its invocation is about, if that is one thing.

    Args:
        lines: oldest first.
        began: when the run began.
    """
    of_request: dict[str, set[str]] = {}
    for line in lines:
        if line.request and line.correlation:
            of_request.setdefault(line.request, set()).add(line.correlation)
    found: dict[str, list[LogLine]] = {}
    for line in lines:
        related = of_request.get(line.request, set())
        only = next(iter(related)) if len(related) == 1 else REST
        found.setdefault(line.correlation or only, []).append(line)
    groups = [_group(correlation, members, began) for correlation, members in found.items()]
    groups.sort(key=lambda group: group.correlation == REST)
    chosen = sorted(range(len(groups)), key=lambda number: groups[number].errors == 0)[:MOST_GROUPS]
    return Logs([groups[number] for number in sorted(chosen)], len(groups))


def _group(correlation: str, lines: Sequence[LogLine], began: datetime) -> LogGroup:
    return LogGroup(
        correlation=correlation,
        functions=list(dict.fromkeys(line.function for line in lines)),
        errors=sum(line.level in BAD for line in lines),
        lines=[_line(line, began) for line in lines[:MOST_LINES]],
        count=len(lines),
    )


def _line(line: LogLine, began: datetime) -> LineView:
    facts = json.dumps(line.facts, ensure_ascii=False, indent=1) if line.facts else ""
    exception = line.facts.get("exception")
    if isinstance(exception, str):
        rest = {name: value for name, value in line.facts.items() if name != "exception"}
        facts = f"{json.dumps(rest, ensure_ascii=False, indent=1)}\n{exception}" if rest else exception
    return LineView(since(began, line.at), line.function, line.level, line.message, facts)
