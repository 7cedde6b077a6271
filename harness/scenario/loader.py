"""From a file to a plan: split, read the head, render the body, read it, validate it, bind it.

    head (YAML)  ->  ---  ->  body (Jinja2, then YAML)

The line `---` divides them: the head names the parameters with which the body is rendered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

from harness.scenario.binding import Binder, complaints
from harness.scenario.catalog import Catalog
from harness.scenario.choice import choose_parameters
from harness.scenario.faults import Fault, Place, ScenarioFaultsError
from harness.scenario.ledgers import GROUP as LEDGER_GROUP
from harness.scenario.ledgers import known_ledgers
from harness.scenario.model import Body, Head
from harness.scenario.plan import Plan
from harness.scenario.yaml_lines import Located, YamlError, read_yaml

DIVIDER: Final = "---"
Part = TypeVar("Part", bound=BaseModel)


@dataclass(frozen=True)
class Choice:
    """What can be chosen for a run.

    Attributes:
        variant: one of the file's sets of parameters; empty for the defaults.
        parameters: values that win over it, by name; texts are read as their parameter's type.
        seed: instead of the file's.
        turn: added to the seed: each repetition draws anew.
    """

    variant: str = ""
    parameters: Mapping[str, Any] | None = None
    seed: int | None = None
    turn: int = 0


def load_head(file: Path) -> Head:
    """Read only what a scenario is about.

    Raises:
        ScenarioFaultsError: the file can't be read, or its head isn't one.
    """
    return _Source(file).head()


def load_plan(file: Path, catalog: Catalog, choice: Choice | None = None) -> Plan:
    """Read a scenario and check all of it, down to the arguments of each function that it names.

    Raises:
        ScenarioFaultsError: it can't be carried out as it is; names file, line and field of every fault.
    """
    return _Source(file).plan(catalog, choice or Choice())


class _Source:
    """A file's text in its two parts."""

    def __init__(self, file: Path) -> None:
        self._file = file
        try:
            lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        except (OSError, UnicodeDecodeError) as error:
            self._fail(1, f"can't be read: {error}")
        divider = next((number for number, line in enumerate(lines) if line.rstrip() == DIVIDER), None)
        if divider is None:
            self._fail(1, f"there is no line {DIVIDER!r} between head and body")
        self._head, self._body = "".join(lines[:divider]), "".join(lines[divider + 1 :])
        self._first_line = divider + 2

    def head(self) -> Head:
        return self._validated(Head, self._read(self._head))

    def plan(self, catalog: Catalog, choice: Choice) -> Plan:
        head = self.head()
        try:
            parameters = choose_parameters(head, choice.variant, choice.parameters or {})
        except ValueError as error:
            self._fail(self._read(self._head).line_of(("parameters",)), str(error), ("parameters",))
        seed = (head.seed if choice.seed is None else choice.seed) + choice.turn
        located = self._rendered({**parameters, "seed": seed})
        body = self._validated(Body, located)
        faults: list[Fault] = []
        binder = Binder(
            catalog, located.line_of, lambda place, message: faults.append(self._fault(located, place, message))
        )
        phases, invariants = binder.phases(body), binder.invariants(body)
        if invariants and head.system not in known_ledgers():
            faults.append(self._fault(located, ("invariants",), f"{head.system} has no ledger in {LEDGER_GROUP}"))
        if faults:
            raise ScenarioFaultsError(faults)
        return Plan(self._file, head, choice.variant, parameters, seed, phases, invariants)

    def _rendered(self, values: Mapping[str, Any]) -> Located:
        from harness.scenario.rendering import RenderingError, render  # loads Jinja2: not for a head

        try:
            rendered = render(self._body, self._first_line, values)
        except RenderingError as error:
            self._fail(error.line, str(error))
        return self._read(rendered.text, rendered.lines)

    def _read(self, text: str, lines: tuple[int, ...] = ()) -> Located:
        """Read YAML; `lines` are the file's lines of each of the text's, if they aren't the same."""

        def in_file(line: int) -> int:
            return lines[min(line, len(lines)) - 1] if lines else line

        try:
            located = read_yaml(text)
        except YamlError as error:
            self._fail(in_file(error.line), str(error))
        return Located(located.value, {place: in_file(line) for place, line in located.lines.items()})

    def _validated(self, part: type[Part], located: Located) -> Part:
        try:
            return part.model_validate(located.value)
        except ValidationError as error:
            faults = [self._fault(located, loc, message) for loc, message in complaints(error)]
        raise ScenarioFaultsError(faults)

    def _fault(self, located: Located, place: Place, message: str) -> Fault:
        return Fault(self._file, located.line_of(place), place, message)

    def _fail(self, line: int, message: str, place: Place = ()) -> NoReturn:
        raise ScenarioFaultsError([Fault(self._file, line, place, message)])
