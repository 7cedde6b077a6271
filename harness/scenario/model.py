"""What a scenario file can say."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from harness.scenario.steps import Expectations, Steps
from harness.settings import ClockKind


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Parameter(_Part):
    """A value that can be chosen for a run.

    Attributes:
        default: its value otherwise; a value given instead must be of the same type.
        about: what it is, with its unit.
    """

    default: str | int | float | bool
    about: str = Field(min_length=1)


class Head(_Part):
    """What a scenario is about. It is plain YAML: what follows it may use its parameters.

    Attributes:
        title: one line, what happens.
        shows: what is proven if it passes.
        replays: the document and section it replays.
        system: the system under rehearsal, e.g. `textract_processor`.
        tags: by which it can be chosen.
        parameters: by name.
        variants: further sets of parameters with which it is run, by name.
        seed: from which whatever is drawn is drawn.
        clock: the time in which it lives: `virtual`, which passes at once, or the host's.
    """

    title: str = Field(min_length=1)
    shows: str = Field(min_length=1)
    replays: str = Field(min_length=1)
    system: str
    tags: tuple[str, ...] = Field(min_length=1)
    parameters: dict[str, Parameter] = {}
    variants: dict[str, dict[str, str | int | float | bool]] = {}
    seed: int = Field(default=1, ge=0)
    clock: ClockKind = "virtual"


def _not_empty(parts: tuple[Any, ...]) -> tuple[Any, ...]:
    """Said only if every part is sound; pydantic's own `min_length` counts the sound ones."""
    if not parts:
        raise ValueError("says nothing")
    return parts


class Recovery(_Part):
    """What an operator does, and what is true afterwards."""

    steps: Steps
    then: Expectations


class Body(_Part):
    """What happens.

    Attributes:
        given: brings the world into the state in which the scenario begins.
        steady_state: must hold before `when`.
        when: what happens.
        then: must hold afterwards, one after the other.
        recover: the way out, if there is one to show.
        invariants: names of what must be true all the time.
    """

    given: Steps = ()
    steady_state: Expectations = ()
    when: Annotated[Steps, AfterValidator(_not_empty)]
    then: Annotated[Expectations, AfterValidator(_not_empty)]
    recover: Recovery | None = None
    invariants: tuple[str, ...] = ()
