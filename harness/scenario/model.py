"""What a scenario file can say. Steps and expectations name functions: their arguments are checked by `binding`."""

from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from harness.scenario.tolerance import Tolerance


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
    """

    title: str = Field(min_length=1)
    shows: str = Field(min_length=1)
    replays: str = Field(min_length=1)
    system: str
    tags: tuple[str, ...] = Field(min_length=1)
    parameters: dict[str, Parameter] = {}
    variants: dict[str, dict[str, str | int | float | bool]] = {}
    seed: int = Field(default=1, ge=0)


class _Calling(BaseModel):
    """A part with one key more than it has fields: the name of a function, whose arguments are the key's value."""

    model_config = ConfigDict(frozen=True, extra="allow")

    @property
    def calls(self) -> dict[str, Any]:
        """Arguments by the function's name."""
        return self.model_extra or {}


class Expectation(_Calling, Tolerance):
    """A probe, and what it has to see.

    Attributes:
        say: what it means, for readers.
        within: seconds in which it must come true; 0 asks once.
    """

    say: str = ""
    within: float = Field(default=0.0, ge=0)

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Self:
        if len(self.calls) != 1:
            found = ", ".join(map(repr, self.calls)) or "nothing"
            raise ValueError(f"an expectation names one probe; this one names {found}")
        return self


CONTROLS: Final = ("repeat", "parallel", "until")
"""What a step can be instead of an action."""


class Step(_Calling):
    """Something that is done.

    Attributes:
        say: what it means, for readers.
        repeat: steps that are done several times.
        parallel: steps that are done at the same time.
        until: what must have come true before the next step.
    """

    say: str = ""
    repeat: "Repeat | None" = None
    parallel: "Steps | None" = None
    until: Expectation | None = None

    @model_validator(mode="after")
    def _does_one_thing(self) -> Self:
        done = [*self.calls, *(name for name in CONTROLS if getattr(self, name) is not None)]
        if len(done) != 1:
            found = ", ".join(map(repr, done)) or "nothing"
            raise ValueError(f"a step names one action, or `repeat`, `parallel` or `until`; this one names {found}")
        return self


def _listed(value: object) -> object:
    """A part left empty has no steps."""
    return [] if value is None else value


Steps = Annotated[tuple[Step, ...], BeforeValidator(_listed)]


class Repeat(_Part):
    """Steps that are done several times, one time after the other.

    Attributes:
        times: how often.
        steps: what.
    """

    times: int = Field(ge=1)
    steps: Steps


def _not_empty(parts: tuple[Any, ...]) -> tuple[Any, ...]:
    """Said only if every part is sound; pydantic's own `min_length` counts the sound ones."""
    if not parts:
        raise ValueError("says nothing")
    return parts


Expectations = Annotated[tuple[Expectation, ...], BeforeValidator(_listed)]


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
