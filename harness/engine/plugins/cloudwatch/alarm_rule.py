"""When a metric alarm goes off. Source: CloudWatch User Guide, "Alarm evaluation" and "Configuring how alarms treat
missing data"."""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

COMPARISONS: dict[str, tuple[Callable[[float, float], bool], str]] = {
    "GreaterThanOrEqualToThreshold": (operator.ge, "greater than or equal to"),
    "GreaterThanThreshold": (operator.gt, "greater than"),
    "LessThanThreshold": (operator.lt, "less than"),
    "LessThanOrEqualToThreshold": (operator.le, "less than or equal to"),
}
"""Operators by CloudWatch's name, and how a reason calls them. Those of anomaly detection aren't emulated."""


class Missing(StrEnum):
    """What a period without data counts as."""

    BREACHING = "breaching"
    NOT_BREACHING = "notBreaching"
    IGNORE = "ignore"
    MISSING = "missing"


class State(StrEnum):
    """The states of an alarm."""

    OK = "OK"
    ALARM = "ALARM"
    INSUFFICIENT_DATA = "INSUFFICIENT_DATA"


@dataclass(frozen=True)
class Verdict:
    """What an evaluation comes to: the state, and why. The state is None when the alarm keeps the one that it has."""

    state: State | None
    reason: str


@dataclass(frozen=True)
class AlarmRule:
    """M out of N data points.

    Args:
        periods: N, the data points that are looked at.
        to_alarm: M, how many of them must breach the threshold.
        threshold: the threshold.
        comparison: CloudWatch's name of the operator, a key of `COMPARISONS`.
        missing: what a period without data counts as.
    """

    periods: int
    to_alarm: int
    threshold: float
    comparison: str
    missing: Missing

    @classmethod
    def of(cls, alarm: Mapping[str, Any]) -> "AlarmRule":
        """The rule of an alarm as `DescribeAlarms` answers."""
        periods = int(alarm["EvaluationPeriods"])
        return cls(
            periods=periods,
            to_alarm=int(alarm.get("DatapointsToAlarm") or periods),
            threshold=float(alarm["Threshold"]),
            comparison=alarm["ComparisonOperator"],
            missing=Missing(alarm.get("TreatMissingData") or Missing.MISSING),
        )

    @property
    def range(self) -> int:
        """How many periods are looked at. CloudWatch takes more than `periods`, and doesn't say how many; its examples
        have five for three."""
        return self.periods + max(2, self.periods // 3)

    def verdict(self, points: Sequence[float | None]) -> Verdict:
        """Evaluate the alarm.

        Args:
            points: the last `range` data points, oldest first; None where there is no data.
        """
        real = [point for point in points if point is not None][-self.periods :]
        if not real:
            return self._of_nothing()
        breaching = sum(map(self._breaches, real))
        gaps = self.periods - len(real)
        if self.missing is Missing.BREACHING:
            breaching += gaps
        if breaching >= self.to_alarm:
            return Verdict(State.ALARM, self._reason(real, breaching, State.ALARM))
        if gaps and self._breached_ever_since(points):
            state = State.ALARM if self.missing is Missing.MISSING else None
            return Verdict(state, self._reason(real, breaching, State.ALARM))
        return Verdict(State.OK, self._reason(real, breaching, State.OK))

    def _breaches(self, point: float) -> bool:
        return COMPARISONS[self.comparison][0](point, self.threshold)

    def _breached_ever_since(self, points: Sequence[float | None]) -> bool:
        """Nothing but breaches was seen, the first of them long enough ago: an alarm needs no further data then, so
        that a source that falls silent can't hide it."""
        if self.missing not in (Missing.MISSING, Missing.IGNORE):
            return False
        seen = [(age, point) for age, point in enumerate(reversed(points), start=1) if point is not None]
        recent = [age for age, _ in seen if age <= self.periods]
        return all(self._breaches(point) for _, point in seen) and max(recent, default=0) >= self.to_alarm

    def _of_nothing(self) -> Verdict:
        were = "were" if self.periods > 1 else "was"
        if self.missing is Missing.MISSING:
            unknown = f"{_counted(self.periods, 'datapoint')} {were} unknown"
            return Verdict(State.INSUFFICIENT_DATA, f"Insufficient Data: {unknown}.")
        states = {Missing.BREACHING: State.ALARM, Missing.NOT_BREACHING: State.OK, Missing.IGNORE: None}
        treated = "Breaching" if self.missing is Missing.BREACHING else "NonBreaching"
        return Verdict(
            states[self.missing],
            f"Threshold Crossed: no datapoints were received for {_counted(self.periods, 'period')} and "
            f"{_counted(self.periods, 'missing datapoint')} {were} treated as [{treated}].",
        )

    def _reason(self, real: Sequence[float], breaching: int, state: State) -> str:
        values = ", ".join(str(float(point)) for point in reversed(real))
        were = ("were" if len(real) > 1 else "was") + ("" if state is State.ALARM else " not")
        transition = "OK -> ALARM" if state is State.ALARM else "ALARM -> OK"
        counted = f"{breaching} out of the last {self.periods} datapoints"
        relation = COMPARISONS[self.comparison][1]
        needed = _counted(self.to_alarm if state is State.ALARM else self.periods - self.to_alarm + 1, "datapoint")
        return (
            f"Threshold Crossed: {counted} [{values}] {were} {relation} the threshold ({self.threshold}) "
            f"(minimum {needed} for {transition} transition)."
        )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("s" if number > 1 else "")
