"""What fakes and the engine can be told to do: pure data, the one thing that the harness shares with the fakes."""

import re
from typing import Annotated, Self
from uuid import uuid4

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from fakes.behaviours.effects import Effect
from fakes.behaviours.moment import Caller, Point


def _is_pattern(text: str) -> str:
    """Check that it is a regular expression."""
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return text


def _short_id() -> str:
    return uuid4().hex[:8]


class Match(BaseModel):
    """Which moments a behaviour is about. What is left out matches everything; globs are those of a shell.

    Attributes:
        service: glob of boto3's name, e.g. `sqs`.
        operation: glob of AWS's name, e.g. `Receive*`.
        account: glob of the 12-digit account; None is the account for which the behaviour is set.
        resource: glob of any of the names, ARNs, keys or `bucket/key` concerned.
        role: glob of the name of the role that calls; None is any caller, with a role or without.
        prompt: regular expression, searched in the text that goes to a model.
        each: regular expression that finds what a moment is about, such as a document's key, in everything that is
            known of it: names, parameters, message, event, prompt. Moments in which it finds nothing don't match; those
            in which it finds the same text are counted by themselves.
        point: kind of moment; None is the usual one of the effect.
        caller: whose calls. Those that the engine's services make on their own don't count unless asked for.
        nth: of the moments that match all of the above only these, counted from 1; with `each`, of each.
        probability: of those only some, drawn from `seed`.
        seed: equal seeds draw equally: the k-th moment, or with `each` the k-th of the same text, has always the same
            fate.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    service: str = "*"
    operation: str = "*"
    account: str | None = None
    resource: str = "*"
    role: str | None = None
    prompt: Annotated[str, AfterValidator(_is_pattern)] | None = None
    each: Annotated[str, AfterValidator(_is_pattern)] | None = None
    point: Point | None = None
    caller: Caller = Caller.CLIENT
    nth: tuple[Annotated[int, Field(ge=1)], ...] = ()
    probability: float = Field(default=1.0, ge=0, le=1)
    seed: int = 0

    @model_validator(mode="before")
    @classmethod
    def _one_is_a_list(cls, data: object) -> object:
        """`nth: 3` is short for `nth: [3]`."""
        if isinstance(data, dict) and isinstance(data.get("nth"), int | str):
            return {**data, "nth": [data["nth"]]}
        return data


class Limit(BaseModel):
    """When a behaviour has had its effect.

    Attributes:
        count: after so many effects.
        seconds: after so many seconds of the engine's time since it was set.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    count: int | None = Field(default=None, ge=1)
    seconds: float | None = Field(default=None, gt=0)


class Behaviour(BaseModel):
    """An instruction to a fake or to the engine.

    Attributes:
        id: names it within its account; setting another of the same id replaces it.
        label: what it is for, for readers.
        match: when.
        effect: what.
        limit: how often and how long.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(default_factory=_short_id, pattern=r"^[A-Za-z0-9._-]{1,64}$")
    label: str = ""
    match: Match = Match()
    effect: Effect
    limit: Limit = Limit()

    @property
    def point(self) -> Point:
        """The kind of moment at which it takes effect."""
        return self.match.point or self.effect.POINTS[0]

    @model_validator(mode="after")
    def _effect_is_possible(self) -> Self:
        if self.point not in self.effect.POINTS:
            possible = " or ".join(self.effect.POINTS)
            raise ValueError(f"{self.effect.kind!r} is possible at {possible}, not at {self.point}")
        return self
