"""Reads the parameters of a request."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fakes.youtube.errors import ApiError, invalid_parameter, missing_parameter, not_emulated

_OF_ALL_METHODS = frozenset({"key", "alt", "prettyPrint", "quotaUser", "part", "maxResults", "pageToken"})


@dataclass(frozen=True)
class Known:
    """The parameters of a method: those that are emulated, and those that YouTube has besides."""

    emulated: frozenset[str]
    others: frozenset[str] = frozenset()

    def check(self, names: Iterable[str]) -> None:
        """Make sure that each parameter takes effect.

        Raises:
            ApiError: one isn't emulated, or YouTube itself doesn't know it.
        """
        for name in names:
            if name in self.others:
                raise not_emulated(f"parameter {name}")
            if name not in self.emulated | _OF_ALL_METHODS:
                message = f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter.'
                raise ApiError(400, "badRequest", message, "global", "INVALID_ARGUMENT")


class Parameters:
    """The parameters of one request."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def text(self, name: str) -> str | None:
        """A value; None if there is none."""
        return self._values.get(name) or None

    def texts(self, name: str) -> list[str]:
        """A list, written with commas."""
        return [part.strip() for part in self._values.get(name, "").split(",") if part.strip()]

    def parts(self, emulated: frozenset[str], others: frozenset[str] = frozenset()) -> frozenset[str]:
        """The parts of resources to answer.

        Raises:
            ApiError: none is named, one isn't emulated, or YouTube itself doesn't know it.
        """
        parts = frozenset(self.texts("part"))
        if not parts:
            raise missing_parameter("part")
        for part in sorted(parts - emulated):
            raise not_emulated(f"part {part}") if part in others else invalid_parameter("part", part, "unknownPart")
        return parts

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """A number within a range.

        Raises:
            ApiError: it is none, or outside.
        """
        text = self.text(name)
        if text is None:
            return default
        value = int(text) if text.isascii() and text.isdigit() else -1
        if not least <= value <= most:
            message = f"Invalid value '{text}'. Values must be within the range: [{least}, {most}]"
            raise invalid_parameter(name, message)
        return value

    def choice(self, name: str, default: str, choices: Iterable[str]) -> str:
        """One of several values.

        Raises:
            ApiError: it is another one.
        """
        value = self.text(name) or default
        if value not in set(choices):
            raise invalid_parameter(name, f"Invalid string value: '{value}'. Allowed values: [{', '.join(choices)}]")
        return value

    def time(self, name: str) -> datetime | None:
        """A time as of RFC 3339.

        Raises:
            ApiError: it is none.
        """
        return self._parsed(name, _aware_time)

    def _parsed(self, name: str, parse: Callable[[str], datetime]) -> datetime | None:
        text = self.text(name)
        try:
            return parse(text) if text else None
        except ValueError as error:
            raise invalid_parameter(name, f"Invalid value '{text}'.") from error


def _aware_time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError("a time without a zone")
    return time
