"""Round values for the lines of a grid, and how values are written beside them."""

import math
from typing import Final

TICKS: Final = 4
"""About as many lines of the grid, besides zero."""


def nice_step(value: float) -> float:
    """The next 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value)) if value > 0 else 1.0
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= value * 0.999)


def nice_ceiling(value: float) -> float:
    """A round number not below the value, and never 0."""
    if value <= 0:
        return 1.0
    step = nice_step(value / TICKS)
    return math.ceil(value / step) * step


def nice_time(seconds: float) -> float:
    """Not less than so many seconds, as clocks have them."""
    steps = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
    return float(next((step for step in steps if step >= seconds), 7200))


def clock(seconds: float) -> str:
    """Seconds into the run as minutes and seconds."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def duration(milliseconds: float) -> str:
    """Milliseconds for people."""
    if milliseconds >= 180_000:
        return f"{milliseconds / 60_000:.3g} min"
    return f"{milliseconds / 1000:.3g} s" if milliseconds >= 1000 else f"{milliseconds:.0f} ms"


def number(value: float) -> str:
    """A number for people."""
    return f"{value:,.3g}" if value < 1000 else f"{value:,.0f}"


def dollars(value: float) -> str:
    """Dollars for people."""
    return f"${value:,.2f}" if value < 100 else f"${value:,.0f}"
