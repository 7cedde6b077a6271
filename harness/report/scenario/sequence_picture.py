"""What a sequence picture shows, and where."""

from dataclasses import dataclass

from harness.report.scenario.participants import Participant


@dataclass(frozen=True)
class Lifeline:
    """Somebody, and the lines of its name."""

    participant: Participant
    x: int
    lines: list[str]


@dataclass(frozen=True)
class Arrow:
    """Equal hops; `x1 == x2` for what happens to somebody. `until` tells of the last, if it was much later."""

    x1: int
    x2: int
    y: int
    label: str
    when: str
    until: str
    error: str
    title: str

    @property
    def middle(self) -> float:
        """Where its label is."""
        return (self.x1 + self.x2) / 2

    @property
    def tip(self) -> int:
        """Where its head ends, a little before the lifeline."""
        return self.x2 - 4 if self.x2 > self.x1 else self.x2 + 4


@dataclass(frozen=True)
class Band:
    """A note, or time that has passed; as wide as the picture."""

    y: int
    sort: str
    text: str
    when: str


@dataclass(frozen=True)
class SequencePicture:
    """The picture, in pixels."""

    width: int
    height: int
    lifelines: list[Lifeline]
    arrows: list[Arrow]
    bands: list[Band]
    hops: int
    left_out: int
