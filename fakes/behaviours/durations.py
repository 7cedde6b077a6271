"""How long something takes: always the same, or drawn from a distribution."""

from random import Random
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer


class _Distribution(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    distribution: str

    @model_serializer(mode="wrap")
    def _always_named(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Its name tells what the numbers mean, also where defaults are left out."""
        return {"distribution": self.distribution, **dump(self)}


class Fixed(_Distribution):
    """Always the same number of seconds."""

    distribution: Literal["fixed"] = "fixed"
    seconds: float = Field(ge=0)

    def draw(self, _dice: Random) -> float:
        """The seconds."""
        return self.seconds


class Uniform(_Distribution):
    """Anything from `low` to `high` seconds with equal chances."""

    distribution: Literal["uniform"] = "uniform"
    low: float = Field(ge=0)
    high: float = Field(ge=0)

    def draw(self, dice: Random) -> float:
        """Some seconds."""
        return dice.uniform(self.low, self.high)


class Normal(_Distribution):
    """Around `mean` seconds with standard deviation `deviation`; never less than none."""

    distribution: Literal["normal"] = "normal"
    mean: float = Field(ge=0)
    deviation: float = Field(ge=0)

    def draw(self, dice: Random) -> float:
        """Some seconds."""
        return max(0.0, dice.gauss(self.mean, self.deviation))


class Exponential(_Distribution):
    """`mean` seconds on average: mostly short, sometimes very long, as queues in real services are."""

    distribution: Literal["exponential"] = "exponential"
    mean: float = Field(gt=0)

    def draw(self, dice: Random) -> float:
        """Some seconds."""
        return dice.expovariate(1 / self.mean)


def _number_is_fixed(value: Any) -> Any:
    """`2.5` is short for `{"distribution": "fixed", "seconds": 2.5}`."""
    return {"distribution": "fixed", "seconds": value} if isinstance(value, int | float | str) else value


Duration: TypeAlias = Annotated[
    Annotated[Fixed | Uniform | Normal | Exponential, Field(discriminator="distribution")],
    BeforeValidator(_number_is_fixed),
]
"""Seconds: a number, or an object that names its `distribution`."""
