"""Grids: where rules cross one another."""

from collections.abc import Sequence
from dataclasses import dataclass

from fakes.textract.reading.page import Box, Page, Rule

_TOUCH = 0.008
"""Rules that miss one another by less than this share of the page's width are meant to meet."""


@dataclass(frozen=True)
class Grid:
    """Rules that hang together.

    Attributes:
        xs: where columns begin and end.
        ys: where rows begin and end.
        rules: what was printed; not every rule runs the whole way.
        tolerance: page units by which a rule may miss its place.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rules: tuple[Rule, ...]
    tolerance: float

    @property
    def box(self) -> Box:
        """The box around the grid."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def has_vertical(self, x: float, y: float) -> bool:
        """Whether a vertical rule runs through this place."""
        return any(
            rule.direction == "vertical"
            and abs(rule.box.center_x - x) <= self.tolerance
            and rule.box.top <= y <= rule.box.bottom
            for rule in self.rules
        )

    def has_horizontal(self, x: float, y: float) -> bool:
        """Whether a horizontal rule runs through this place."""
        return any(
            rule.direction == "horizontal"
            and abs(rule.box.center_y - y) <= self.tolerance
            and rule.box.left <= x <= rule.box.right
            for rule in self.rules
        )


def find_grids(page: Page) -> list[Grid]:
    """Find the page's grids of at least two cells."""
    tolerance = page.width * _TOUCH
    grids = (_grid(group, tolerance) for group in _connected(page.rules, tolerance))
    return [grid for grid in grids if grid is not None]


def _grid(rules: Sequence[Rule], tolerance: float) -> Grid | None:
    ys = _edges([rule.box.center_y for rule in rules if rule.direction == "horizontal"], tolerance)
    xs = _edges([rule.box.center_x for rule in rules if rule.direction == "vertical"], tolerance)
    if len(ys) < 2 or len(xs) < 2 or len(ys) + len(xs) < 5:
        return None
    return Grid(tuple(xs), tuple(ys), tuple(rules), tolerance)


def _edges(positions: Sequence[float], tolerance: float) -> list[float]:
    """Merge positions that are meant to be one."""
    edges: list[float] = []
    for position in sorted(positions):
        if not edges or position - edges[-1] > tolerance:
            edges.append(position)
    return edges


def _connected(rules: Sequence[Rule], tolerance: float) -> list[list[Rule]]:
    """Groups of rules that reach one another by crossing."""
    groups: list[list[Rule]] = []
    for rule in rules:
        touching = [group for group in groups if any(_cross(rule, other, tolerance) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([rule, *(other for group in touching for other in group)])
    return groups


def _cross(one: Rule, other: Rule, tolerance: float) -> bool:
    return (
        one.box.left <= other.box.right + tolerance
        and other.box.left <= one.box.right + tolerance
        and one.box.top <= other.box.bottom + tolerance
        and other.box.top <= one.box.bottom + tolerance
    )
