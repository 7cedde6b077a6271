"""From what a scenario says to functions with checked arguments. All faults are found, not only the first."""

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from harness.scenario.catalog import Catalog, Verb
from harness.scenario.faults import Place
from harness.scenario.model import Body
from harness.scenario.plan import Action, Again, Bound, Phase, Question, Together
from harness.scenario.steps import Expectation, Step

Complain = Callable[[Place, str], None]
"""Is told what is wrong where."""


class Binder:
    """Binds one body.

    Args:
        catalog: the functions that can be named.
        line_of: the line of the file for a place in the body.
        complain: is told of every fault.
    """

    def __init__(self, catalog: Catalog, line_of: Callable[[Place], int], complain: Complain) -> None:
        self._catalog = catalog
        self._line_of = line_of
        self._complain = complain

    def phases(self, body: Body) -> tuple[Phase, ...]:
        """The body's parts in the order in which they are carried out."""
        recover = body.recover
        phases = [
            Phase("given", self._actions(body.given, ("given",))),
            Phase("steady_state", questions=self._questions(body.steady_state, ("steady_state",))),
            Phase("when", self._actions(body.when, ("when",))),
            Phase("then", questions=self._questions(body.then, ("then",))),
        ]
        if recover:
            actions = self._actions(recover.steps, ("recover", "steps"))
            phases.append(Phase("recover", actions, self._questions(recover.then, ("recover", "then"))))
        return tuple(phase for phase in phases if phase.actions or phase.questions)

    def invariants(self, body: Body) -> tuple[Verb, ...]:
        """The functions of the invariants that the body names."""
        found = [
            self._verb(self._catalog.invariants, name, ("invariants", number), "invariant")
            for number, name in enumerate(body.invariants)
        ]
        return tuple(verb for verb in found if verb)

    def _actions(self, steps: Sequence[Step], place: Place) -> tuple[Action, ...]:
        bound = [self._action(step, (*place, number)) for number, step in enumerate(steps)]
        return tuple(action for action in bound if action)

    def _action(self, step: Step, place: Place) -> Action | None:
        if step.repeat:
            return Again(step.repeat.times, self._actions(step.repeat.steps, (*place, "repeat", "steps")))
        if step.parallel is not None:
            return Together(self._actions(step.parallel, (*place, "parallel")))
        if step.until:
            return self._question(step.until, (*place, "until"))
        return self._bind(self._catalog.actions, step.calls, step.say, place, "action")

    def _questions(self, expectations: Sequence[Expectation], place: Place) -> tuple[Question, ...]:
        bound = [self._question(expectation, (*place, number)) for number, expectation in enumerate(expectations)]
        return tuple(question for question in bound if question)

    def _question(self, expectation: Expectation, place: Place) -> Question | None:
        probe = self._bind(self._catalog.probes, expectation.calls, expectation.say, place, "probe")
        return Question(probe, expectation, expectation.within) if probe else None

    def _bind(
        self, verbs: Mapping[str, Verb], calls: Mapping[str, Any], say: str, place: Place, kind: str
    ) -> Bound | None:
        ((name, given),) = calls.items()
        verb = self._verb(verbs, name, (*place, name), kind)
        arguments = self._arguments(verb, given, (*place, name)) if verb else None
        if verb is None or arguments is None:
            return None
        values = {field: getattr(arguments, field) for field in type(arguments).model_fields}
        return Bound(verb, values, given, say, self._line_of((*place, name)))

    def _verb(self, verbs: Mapping[str, Verb], name: str, place: Place, kind: str) -> Verb | None:
        if name not in verbs:
            near = get_close_matches(name, verbs, n=1)
            self._complain(place, f"there is no such {kind}" + (f"; is it {near[0]!r}?" if near else ""))
        return verbs.get(name)

    def _arguments(self, verb: Verb, given: Any, place: Place) -> BaseModel | None:
        try:
            return verb.arguments.model_validate(verb.spell_out(given))
        except ValidationError as error:
            for loc, message in complaints(error):
                self._complain((*place, *loc), message)
        return None


def complaints(error: ValidationError) -> list[tuple[Place, str]]:
    """Place and message of each of pydantic's complaints, in our words where pydantic's are for programmers."""
    return [(item["loc"], _reworded(item["type"], item["msg"])) for item in error.errors()]


def _reworded(kind: str, message: str) -> str:
    words = {"extra_forbidden": "there is no such field", "missing": "is missing"}
    return words.get(kind, message.removeprefix("Value error, "))
