"""What can be seen on a page, before anything is made of it. Pure data.

Lengths are in page units, the same in both directions (points for PDFs, pixels for scans), from the top left corner
of the page after it was turned upright.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Turn: TypeAlias = Literal[0, 90, 180, 270]
QUARTER_TURNS: tuple[Turn, ...] = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle; `right` and `bottom` are past its end."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Length in x."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Length in y."""
        return self.bottom - self.top

    @property
    def center_x(self) -> float:
        """Middle in x."""
        return (self.left + self.right) / 2

    @property
    def center_y(self) -> float:
        """Middle in y."""
        return (self.top + self.bottom) / 2

    @property
    def area(self) -> float:
        """Width times height."""
        return self.width * self.height

    def holds(self, other: "Box") -> bool:
        """Whether the other's centre lies inside."""
        return self.left <= other.center_x < self.right and self.top <= other.center_y < self.bottom


def union(*boxes: Box) -> Box:
    """The smallest box around all the boxes."""
    edges = [(box.left, box.top, box.right, box.bottom) for box in boxes]
    lefts, tops, rights, bottoms = zip(*edges, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without white space. `confidence` is 0 to 100."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight printed line; `box` is as thick as the ink."""

    direction: Literal["horizontal", "vertical"]
    box: Box


@dataclass(frozen=True, slots=True)
class CheckBox:
    """A printed square to tick. `confidence` is 0 to 100."""

    box: Box
    checked: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Signature:
    """Something written by hand that looks like a name. `confidence` is 0 to 100."""

    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page, upright.

    Attributes:
        width: page units.
        height: page units.
        words: in any order.
        rules: printed lines.
        check_boxes: squares to tick.
        signatures: what was signed.
        figures: pictures and drawings.
        turn: degrees by which the original's text was turned clockwise.
        skew: degrees by which the original, after `turn` was undone, was turned anticlockwise to lie level.
    """

    width: float
    height: float
    words: tuple[Word, ...] = ()
    rules: tuple[Rule, ...] = ()
    check_boxes: tuple[CheckBox, ...] = ()
    signatures: tuple[Signature, ...] = ()
    figures: tuple[Box, ...] = ()
    turn: Turn = 0
    skew: float = 0.0


@dataclass(frozen=True, slots=True)
class LostPage:
    """A page that can't be read, for this reason, in a document whose other pages can."""

    reason: str
