"""What a load consists of, and what must hold while it lasts: data, read from YAML."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Spacing = Literal["poisson", "even"]
"""How arrivals follow each other: at random as independent senders do, or like clockwork."""

Kind = Literal["statement", "quitclaim_deed", "warranty_deed", "heavy_deed", "scan"]
"""Kinds of sound documents; harness/load/pool.py says what each is."""

Weight = Annotated[float, Field(ge=0)]

Measure = Literal[
    "p50_ms",
    "p95_ms",
    "p99_ms",
    "error_rate",
    "queue_depth",
    "dead_letters",
    "throttles",
    "documents_per_second",
]
"""What a limit can be about; harness/load/measures.py says how each is measured."""

OF_QUEUES: frozenset[Measure] = frozenset({"queue_depth", "dead_letters"})
"""Those that are of a queue, or of all."""

WITHOUT_OF: frozenset[Measure] = frozenset({"throttles", "documents_per_second"})
"""Those that aren't of an event or a queue, but of the whole run."""

LATENCIES: dict[Measure, float] = {"p50_ms": 50.0, "p95_ms": 95.0, "p99_ms": 99.0}
"""Those that are percentiles of an event's latency."""

SCALED: frozenset[Measure] = frozenset({"queue_depth", "documents_per_second"})
"""Those that grow with the rate of arrivals."""


class Strict(BaseModel):
    """Data without room for misspelt fields, and for numbers that are none."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Phase(Strict):
    """A stretch of the load: arrivals at a rate, or all at once.

    Attributes:
        seconds: how long it lasts.
        rate: arrivals per second.
        at_once: arrivals at its very beginning.
    """

    seconds: float = Field(default=0.0, ge=0)
    rate: float = Field(default=0.0, ge=0)
    at_once: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _brings_something(self) -> Self:
        if not self.at_once and not (self.seconds and self.rate):
            raise ValueError("needs `seconds` and `rate`, or `at_once`")
        return self

    def scaled(self, factor: float) -> Self:
        """The same stretch with so many times the arrivals; at least one of those that come at once."""
        at_once = max(1, round(self.at_once * factor)) if self.at_once else 0
        return self.model_copy(update={"rate": self.rate * factor, "at_once": at_once})


class Documents(Strict):
    """What is uploaded.

    Attributes:
        kinds: weight of each kind of document.
        duplicates: share of uploads that repeat an earlier one of the same run, content and key.
        bad: share of uploads that no pipeline can process, and that have to be refused with a reason.
    """

    kinds: Mapping[Kind, Weight] = {"statement": 6.0, "quitclaim_deed": 3.0, "warranty_deed": 1.0}
    duplicates: float = Field(default=0.10, ge=0, lt=1)
    bad: float = Field(default=0.02, ge=0, lt=1)

    @model_validator(mode="after")
    def _can_be_drawn(self) -> Self:
        if not sum(self.kinds.values()):
            raise ValueError("`kinds` needs one with a weight above 0")
        if self.duplicates + self.bad >= 1:
            raise ValueError("`duplicates` and `bad` leave no room for new documents: together they are 1 or more")
        return self


class Limit(Strict):
    """What must hold for a run to pass.

    Attributes:
        measure: what is limited.
        of: which event, for latencies and error rates, or which queue, for depths; all of them when empty.
        at_most: the highest value that passes.
        at_least: the lowest value that passes.
    """

    measure: Measure
    of: str = ""
    at_most: float | None = Field(default=None, ge=0)
    at_least: float | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _is_a_limit(self) -> Self:
        if (self.at_most is None) == (self.at_least is None):
            raise ValueError("needs either `at_most` or `at_least`")
        if self.measure in LATENCIES and not self.of:
            raise ValueError(f"{self.measure} needs `of`: the event whose latency it is")
        if self.measure in WITHOUT_OF and self.of:
            raise ValueError(f"{self.measure} takes no `of`: it is of the whole run")
        return self

    @property
    def name(self) -> str:
        """What is limited, in words, e.g. `p95 of PutObject`."""
        words = self.measure.removesuffix("_ms").replace("_", " ")
        return f"{words} of {self.of}" if self.of else words

    def holds(self, value: float) -> bool:
        """Whether the value passes."""
        return value <= self.at_most if self.at_most is not None else value >= (self.at_least or 0.0)

    def scaled(self, factor: float) -> Self:
        """The same limit for so many times the arrivals."""
        if self.measure not in SCALED:
            return self
        bounds = {"at_most": self.at_most, "at_least": self.at_least}
        return self.model_copy(update={name: value * factor for name, value in bounds.items() if value is not None})


class Profile(Strict):
    """A load and its limits.

    Attributes:
        about: one sentence on what it is for.
        system: which system's users send it.
        phases: one after the other.
        spacing: how arrivals follow each other.
        documents: what is uploaded.
        drain_seconds: how long, after the last arrival, the system may take to finish what it has.
        until_breach: stop sending as soon as a limit is breached: that is what the run wants to find.
        limits: all must hold.
    """

    about: str
    system: str = "textract_processor"
    phases: tuple[Phase, ...] = Field(min_length=1)
    spacing: Spacing = "poisson"
    documents: Documents = Documents()
    drain_seconds: float = Field(default=120.0, ge=0)
    until_breach: bool = False
    limits: tuple[Limit, ...] = ()

    @property
    def seconds(self) -> float:
        """How long arrivals come."""
        return sum(phase.seconds for phase in self.phases)

    @property
    def expected_arrivals(self) -> int:
        """About how many arrivals there will be; with even spacing, exactly."""
        return round(sum(phase.seconds * phase.rate + phase.at_once for phase in self.phases))

    def rate_at(self, seconds: float) -> float:
        """Arrivals per second at so many seconds into the load; 0 after its end."""
        for phase in self.phases:
            if seconds < phase.seconds:
                return phase.rate
            seconds -= phase.seconds
        return 0.0

    def scaled(self, factor: float) -> Self:
        """The same load for a smaller or larger machine: rates, and the limits that go with them, times `factor`."""
        return self.model_copy(
            update={
                "phases": tuple(phase.scaled(factor) for phase in self.phases),
                "limits": tuple(limit.scaled(factor) for limit in self.limits),
            }
        )

    def lasting(self, seconds: float) -> Self:
        """The same rates for so many seconds, of which each phase keeps its share; at once come as many as before."""
        factor = seconds / self.seconds
        phases = tuple(phase.model_copy(update={"seconds": phase.seconds * factor}) for phase in self.phases)
        return self.model_copy(update={"phases": phases})
