"""Lengths of time as scenarios write them."""

import re
from typing import Annotated, Final

from pydantic import BeforeValidator, Field

SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400}
"""Of each unit."""

FORM: Final = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([smhd])\s*")


def seconds_of(text: object) -> object:
    """Seconds of a length such as `9m`; whatever isn't a text is left as it is.

    Raises:
        ValueError: the text isn't a length of time.
    """
    if not isinstance(text, str):
        return text
    pieces = list(FORM.finditer(text))
    if not pieces or "".join(piece.group() for piece in pieces) != text:
        raise ValueError(f"{text!r} is no length of time; write seconds, or for example 30s, 9m, 1h 30m, 24h, 30d")
    return sum(float(piece[1]) * SECONDS[piece[2]] for piece in pieces)


Duration = Annotated[float, BeforeValidator(seconds_of), Field(ge=0)]
"""Seconds; in a file a number of them, or a text such as `30s`, `9m`, `1h 30m`, `30d`."""


def written(seconds: float) -> str:
    """A length of time for people, e.g. `9m 0s`; seconds have a decimal only below a minute."""
    if seconds < 60:
        return f"{seconds:.1f}s"
    days, rest = divmod(round(seconds), SECONDS["d"])
    hours, rest = divmod(rest, SECONDS["h"])
    minutes, rest = divmod(rest, SECONDS["m"])
    parts = [(days, "d"), (hours, "h"), (minutes, "m"), (rest, "s")]
    first = next(number for number, (count, _) in enumerate(parts) if count)
    return " ".join(f"{count}{unit}" for count, unit in parts[first : first + 2])
