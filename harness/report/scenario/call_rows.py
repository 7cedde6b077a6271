"""AWS calls as rows that the page's script filters."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

from harness.engine.call import Call
from harness.report.scenario.misses import is_miss
from harness.report.scenario.participants import SCENARIO, caller_of
from harness.report.scenario.times import since

MOST: Final = 5000
"""Calls that the page carries; a megabyte or so. The evidence has all."""


@dataclass(frozen=True)
class CallRow:
    """One call; short names, since there are thousands. `bad` if it failed; a miss hasn't."""

    t: str
    who: str
    service: str
    operation: str
    what: str
    status: int
    ms: float
    error: str
    behaviour: str
    bad: bool


@dataclass(frozen=True)
class Calls:
    """The calls that the page carries, and how many there were."""

    rows: list[CallRow]
    count: int
    services: list[str]

    def data(self) -> list[dict[str, Any]]:
        """For the page's script."""
        return [asdict(row) for row in self.rows]


def call_rows(calls: Sequence[Call], began: datetime) -> Calls:
    """The calls of a run.

    Args:
        calls: oldest first. Of too many, those of the system and those that failed have precedence over what the
            scenario and its deployment called.
        began: when the run began.
    """
    chosen = calls
    if len(calls) > MOST:
        ranked = sorted(range(len(calls)), key=lambda number: (not calls[number].error, _is_aside(calls[number])))
        chosen = [calls[number] for number in sorted(ranked[:MOST])]
    return Calls([_row(call, began) for call in chosen], len(calls), sorted({call.service for call in chosen}))


def _is_aside(call: Call) -> bool:
    return caller_of(call) in (None, SCENARIO)


def _row(call: Call, began: datetime) -> CallRow:
    caller = caller_of(call)
    return CallRow(
        t=since(began, datetime.fromtimestamp(call.time, UTC)),
        who=caller.label if caller else f"{call.principal or 'engine'} (service)",
        service=call.service,
        operation=call.operation,
        what=" ".join(call.resources.values()),
        status=call.status,
        ms=round(call.milliseconds, 1),
        error=call.error,
        behaviour=call.behaviour,
        bad=call.status >= 400 and not is_miss(call),
    )
