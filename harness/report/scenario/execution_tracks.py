"""State machines on the timeline: which execution is in which state, and what is retried."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from harness.engine.happening import Happening, Kind, StateDetail
from harness.report.scenario.lanes import Bar, Life, Mark, Track, levels, pack

MOST_LANES: Final = 8
"""Lanes of one state machine; more executions at a time are counted instead."""


class _Execution:
    """What is known of an execution so far. States of parallel branches overlap, and are drawn over one another."""

    def __init__(self, started: Happening) -> None:
        self.life = Life(started.at, started.at)
        self.failed = False
        self._entered: dict[str, datetime] = {}

    def take(self, one: Happening, detail: StateDetail) -> None:
        """Note what happened in it."""
        self.life.end = one.at
        match one.kind:
            case Kind.STATE_ENTERED:
                self._entered[detail.state] = one.at
            case Kind.STATE_EXITED:
                self._leave(detail.state, one.at)
            case Kind.STATE_RETRIED:
                title = f"{detail.state}: retry {detail.retry} after {detail.error}"
                self.life.marks.append(Mark(one.at, "retried", str(detail.retry), title))
            case Kind.TASK_FAILED:
                self.life.marks.append(Mark(one.at, "failed", "×", f"{detail.error}\n{detail.cause}"))
            case Kind.EXECUTION_ENDED:
                self.failed = detail.event != "ExecutionSucceeded"
                self.close(one.at)

    def close(self, at: datetime) -> None:
        """It is over, or the timeline is."""
        self.life.end = at
        for state in list(self._entered):
            self._leave(state, at)

    def _leave(self, state: str, at: datetime) -> None:
        if entered := self._entered.pop(state, None):
            self.life.bars.append(Bar(entered, at, "state", state, f"{state}: {(at - entered).total_seconds():.0f} s"))


def execution_tracks(happenings: Sequence[Happening], end: datetime) -> Iterator[Track]:
    """A track for each state machine that was started.

    Args:
        happenings: oldest first.
        end: of the timeline.
    """
    machines: dict[str, dict[str, _Execution]] = {}
    over: set[tuple[str, str]] = set()
    for one in happenings:
        if isinstance(one.detail, StateDetail):
            executions = machines.setdefault(one.resource, {})
            executions.setdefault(one.subject, _Execution(one)).take(one, one.detail)
            if one.kind is Kind.EXECUTION_ENDED:
                over.add((one.resource, one.subject))
    for name, executions in machines.items():
        for subject, execution in executions.items():
            if (name, subject) not in over:
                execution.close(end)
        yield _track(name, list(executions.values()))


def _track(name: str, executions: Sequence[_Execution]) -> Track:
    lives = [execution.life for execution in executions]
    failed = sum(execution.failed for execution in executions)
    about = f"{len(lives):,} executions" if len(lives) != 1 else "1 execution"
    about += f" · {failed:,} failed" if failed else ""
    lanes = pack(lives)
    if len(lanes) <= MOST_LANES:
        return Track("state machine", name, about, lanes, bad=failed > 0)
    return Track("state machine", name, about, levels=levels(lives), bad=failed > 0)
