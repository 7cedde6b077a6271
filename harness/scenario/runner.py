"""Carrying out a plan in a world.

    given -> steady_state -> when -> then -> recover -> invariants

An action that fails breaks the run: what follows would prove nothing. An expectation that fails lets the others of its
phase be asked once more, without waiting, to show the whole picture; no phase follows.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final

from harness.scenario.explanation import explain
from harness.scenario.history import History, Watch
from harness.scenario.interruption import Interruption
from harness.scenario.journal import Journal, Verdict, worst
from harness.scenario.ledger import Piece
from harness.scenario.ledgers import ledger_of
from harness.scenario.patience import Patience
from harness.scenario.plan import Action, Again, Bound, Phase, Plan, Question, Together
from harness.scenario.recording import Listener, Recording
from harness.scenario.world import World

UNEXPLAINED: Final = (Verdict.PASSED, Verdict.INTERRUPTED)
"""Verdicts after which the world isn't looked at: there is nothing to explain, or nobody waits for it."""

SETTLE_SECONDS: Final = {"real": 30.0, "virtual": 3600.0}
"""How long the invariants may take to become true, after a run in which all else did: work may still be under way."""


@dataclass(frozen=True)
class Runner:
    """Runs one plan.

    Attributes:
        plan: what is carried out.
        world: in which.
        listener: is told of every entry of the journal as it is written.
        interruption: ends the run before its time.
    """

    plan: Plan
    world: World
    listener: Listener
    interruption: Interruption = field(default_factory=Interruption)

    def run(self) -> Journal:
        """Carry the plan out, and return what happened; no failure of the scenario raises."""
        recording = Recording(self.world.clock, self.listener, self.interruption)
        verdict = self._verdict(recording)
        return Journal(
            scenario=self.plan.name,
            file=str(self.plan.file),
            title=self.plan.head.title,
            shows=self.plan.head.shows,
            replays=self.plan.head.replays,
            account=self.world.clients.account,
            endpoint=self.world.clients.endpoint,
            parameters=dict(self.plan.parameters),
            seed=self.plan.seed,
            clock=self.world.clock.kind,
            began=recording.began,
            ended=max([recording.began, *(entry.ended for entry in recording.entries)]),
            wall_seconds=round(time.monotonic() - recording.started, 3),
            verdict=verdict,
            explanation=() if verdict in UNEXPLAINED else tuple(explain(self.world)),
            entries=tuple(recording.entries),
        )

    def _verdict(self, recording: Recording) -> Verdict:
        try:
            with Watch(self._pieces) as watch:
                for phase in self.plan.phases:
                    if not self._phase(phase, recording):
                        break
            if _so_far(recording) is not Verdict.BROKEN:
                self._check_invariants(watch, recording)
        except KeyboardInterrupt:
            return Verdict.INTERRUPTED
        return _so_far(recording)

    def _phase(self, phase: Phase, recording: Recording) -> bool:
        """Carry out a phase; whether it went well."""
        for action in phase.actions:
            if not self._act(action, phase.name, recording):
                return False
        for question in phase.questions:
            patience = question.within if _so_far(recording) is Verdict.PASSED else 0.0
            self._ask(question, patience, phase.name, recording)
        return _so_far(recording) is Verdict.PASSED

    def _act(self, action: Action, phase: str, recording: Recording) -> bool:
        match action:
            case Again(times=times, steps=steps):
                return all(self._act(step, phase, recording) for _ in range(times) for step in steps)
            case Together(steps=steps):
                with (
                    recording.branches(len(steps)) as parts,
                    ThreadPoolExecutor(len(steps) or 1, thread_name_prefix="scenario") as pool,
                ):
                    return all(list(pool.map(lambda step, part: self._act(step, phase, part), steps, parts)))
            case Question() as question:
                return self._ask(question, question.within, phase, recording)
            case Bound() as bound:
                with recording.entry("action", **_described(bound, phase)) as draft:
                    draft.known["output"] = bound.verb.function(self.world, **bound.arguments)
                    self.world.clock.settle()
                return draft.verdict is Verdict.PASSED

    def _ask(self, question: Question, patience: float, phase: str, recording: Recording) -> bool:
        """Ask until the answer will do or patience ends; whether it did."""
        probe, tolerance = question.probe, question.tolerance
        with recording.entry("probe", **_described(probe, phase), expected=tolerance.expected) as draft:
            patient = Patience(self.world.clock, patience)
            asked = 1
            seen = probe.verb.function(self.world, **probe.arguments)
            while not tolerance.holds(seen) and patient.wait():
                self.interruption.check()
                asked += 1
                seen = probe.verb.function(self.world, **probe.arguments)
            draft.known |= {"seen": seen, "asked": asked}
            draft.verdict = Verdict.PASSED if tolerance.holds(seen) else Verdict.FAILED
        return draft.verdict is Verdict.PASSED

    def _check_invariants(self, watch: Watch, recording: Recording) -> None:
        for verb in self.plan.invariants:
            clock = self.world.clock
            patience = SETTLE_SECONDS[clock.kind] if _so_far(recording) is Verdict.PASSED else 0.0
            with recording.entry("invariant", phase="invariants", name=verb.name, say=verb.summary) as draft:
                patient = Patience(clock, patience)
                while (breaches := self._breaches(verb.function, watch.glance())) and patient.wait():
                    self.interruption.check()
                if breaches:
                    draft.verdict, draft.known["seen"] = Verdict.FAILED, breaches

    def _breaches(self, invariant: Any, history: History) -> list[str]:
        breaches: list[str] = invariant(self.world, history)
        return breaches

    def _pieces(self) -> list[Piece]:
        """The records of all work so far, if an invariant wants to know of them."""
        return ledger_of(self.world).pieces() if self.plan.invariants and self.world.uploads else []


def _so_far(recording: Recording) -> Verdict:
    return worst([entry.verdict for entry in recording.entries])


def _described(bound: Bound, phase: str) -> dict[str, Any]:
    return {
        "phase": phase,
        "name": bound.verb.name,
        "line": bound.line,
        "say": bound.say,
        "arguments": bound.given,
    }
