"""A scenario whose every name and argument has been checked: what the runner carries out."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness.scenario.catalog import Verb
from harness.scenario.model import Head
from harness.scenario.tolerance import Tolerance


@dataclass(frozen=True)
class Bound:
    """A function and its checked arguments.

    Attributes:
        verb: the function.
        arguments: by name, as the function takes them.
        given: as the file says them, for the journal.
        say: what it means, for readers.
        line: of the file, from 1.
    """

    verb: Verb
    arguments: Mapping[str, Any]
    given: Any
    say: str
    line: int


@dataclass(frozen=True)
class Question:
    """A probe and what it has to see within so many seconds."""

    probe: Bound
    tolerance: Tolerance
    within: float


@dataclass(frozen=True)
class Together:
    """Steps that are done at the same time."""

    steps: tuple["Action", ...]


@dataclass(frozen=True)
class Again:
    """Steps that are done several times."""

    times: int
    steps: tuple["Action", ...]


Action = Bound | Question | Together | Again
"""What can stand among steps; a question is waited for."""


@dataclass(frozen=True)
class Phase:
    """Actions and then questions, under one of the file's headings."""

    name: str
    actions: tuple[Action, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Plan:
    """All of it, ready to be carried out.

    Attributes:
        file: where it comes from.
        head: what it is about.
        variant: which of its sets of parameters; empty for the defaults.
        parameters: their values.
        seed: from which whatever is drawn is drawn.
        phases: in their order.
        invariants: what must be true all the time.
    """

    file: Path
    head: Head
    variant: str
    parameters: Mapping[str, Any]
    seed: int
    phases: tuple[Phase, ...]
    invariants: tuple[Verb, ...]

    @property
    def name(self) -> str:
        """The file's name without suffix, and the variant's."""
        return f"{self.file.stem}[{self.variant}]" if self.variant else self.file.stem
