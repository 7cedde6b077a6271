"""What a step and an expectation can say. They name functions, whose arguments are checked by `binding`."""

from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from harness.scenario.duration import Duration
from harness.scenario.tolerance import Tolerance


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
        within: time in which it must come true, in seconds or as `9m`; 0 asks once.
    """

    say: str = ""
    within: Duration = 0.0

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


class Repeat(BaseModel):
    """Steps that are done several times, one time after the other.

    Attributes:
        times: how often.
        steps: what.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    times: int = Field(ge=1)
    steps: Steps


Expectations = Annotated[tuple[Expectation, ...], BeforeValidator(_listed)]
