"""How long runs took on this machine, so that the longest begin first."""

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Self

from harness.scenario.catalog import Verb
from harness.scenario.plan import Action, Again, Bound, Plan, Together


@dataclass
class Durations:
    """Real seconds by the name of a scenario and its variant. Threads may share it.

    Attributes:
        file: keeps them from batch to batch.
        seconds: what is known.
    """

    file: Path
    seconds: dict[str, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @classmethod
    def remembered(cls, file: Path) -> Self:
        """What earlier batches have left; nothing if they left nothing that can be read."""
        try:
            return cls(file, {str(name): float(seconds) for name, seconds in json.loads(file.read_bytes()).items()})
        except (OSError, ValueError, TypeError, AttributeError):
            return cls(file)

    def note(self, plan: Plan, seconds: float) -> None:
        """A run has taken so long."""
        with self._lock:
            self.seconds[plan.name] = round(seconds, 1)

    def save(self) -> None:
        """Leave what is known to the next batch; of two that end at the same time, the later one is believed.

        If it can't be written, the next batch begins in another order: no reason to lose what this one has found.
        """
        draft = self.file.with_suffix(".draft")
        with suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(self.seconds, indent=2, sort_keys=True), encoding="utf-8")
            draft.replace(self.file)

    def longest_first(self, plans: Sequence[Plan]) -> list[Plan]:
        """Plans in the order in which several workers are done with all of them soonest.

        One that takes long and begins last keeps one worker busy while the others have nothing left. What has never run
        may take long: it comes first, and of several the one that says that it lets most time pass.
        """
        return sorted(plans, key=lambda plan: (-self.seconds.get(plan.name, math.inf), -_passing(_actions(plan))))


def _actions(plan: Plan) -> Iterator[Action]:
    for phase in plan.phases:
        yield from phase.actions


def _passing(actions: Iterable[Action]) -> float:
    """Seconds of the scenario's time that the actions let pass."""
    return sum(map(_seconds, actions))


def _seconds(action: Action) -> float:
    match action:
        case Bound(verb=Verb(name="advance"), arguments={"time": seconds}):
            return float(seconds)
        case Again(times=times, steps=steps):
            return times * _passing(steps)
        case Together(steps=steps):
            return _passing(steps)
        case _:
            return 0.0
