"""How far what is seen may differ from what is expected."""

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

NEAR: Final = 1.0
"""How far `near` lets a number be away: what waits for a message learns of it within a second."""


def is_pattern(text: str) -> str:
    """Check that a text is a regular expression.

    Raises:
        ValueError: it isn't.
    """
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return text


Pattern = Annotated[str, AfterValidator(is_pattern)]
"""A regular expression."""


def are_numbers(value: Any) -> Any:
    """Check that a value is a number, or a list of such values, however deep.

    Raises:
        ValueError: it isn't.
    """
    if isinstance(value, list | tuple):
        for part in value:
            are_numbers(part)
    elif not _is_number(value):
        raise ValueError(f"not a number: {value!r}")
    return value


Numbers = Annotated[float | tuple[Any, ...], AfterValidator(are_numbers)]
"""A number, or numbers in any shape."""


def _at_least(seen: Any, bound: float) -> bool:
    return _is_number(seen) and seen >= bound


def _at_most(seen: Any, bound: float) -> bool:
    return _is_number(seen) and seen <= bound


def _equals(seen: Any, expected: Any) -> bool:
    """As JSON compares: 1 is 1.0, but true isn't 1."""
    if isinstance(seen, bool) or isinstance(expected, bool):
        return seen is expected
    return bool(seen == expected)


def _includes(seen: Any, expected: Any) -> bool:
    """Of a mapping the named entries, of a list or text the named part."""
    if isinstance(expected, Mapping):
        return isinstance(seen, Mapping) and all(
            name in seen and _equals(seen[name], value) for name, value in expected.items()
        )
    if isinstance(seen, str):
        return isinstance(expected, str) and expected in seen
    return isinstance(seen, list | tuple | Mapping) and any(_equals(item, expected) for item in seen)


def _matches(seen: Any, pattern: str) -> bool:
    return isinstance(seen, str) and re.search(pattern, seen) is not None


def _one_of(seen: Any, choices: tuple[Any, ...]) -> bool:
    return any(_equals(seen, choice) for choice in choices)


def _near(seen: Any, expected: Any) -> bool:
    """Numbers of the same shape, each at most so far from what is expected."""
    if isinstance(expected, list | tuple):
        return isinstance(seen, list | tuple) and len(seen) == len(expected) and all(map(_near, seen, expected))
    return _is_number(seen) and abs(seen - expected) <= NEAR


def _in_order(seen: Any, expected: tuple[Any, ...]) -> bool:
    """Each is in the list, behind the one before it."""
    if not isinstance(seen, list | tuple):
        return False
    rest = iter(seen)
    return all(any(_equals(item, part) for item in rest) for part in expected)


def _has_count(seen: Any, number: int) -> bool:
    return isinstance(seen, list | tuple | Mapping) and len(seen) == number


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


COMPARISONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "is": _equals,
    "one_of": _one_of,
    "at_least": _at_least,
    "at_most": _at_most,
    "matches": _matches,
    "includes": _includes,
    "in_order": _in_order,
    "near": _near,
    "count": _has_count,
}


class Tolerance(BaseModel):
    """What may be seen. At least one is given, and all that are given must hold.

    Attributes:
        is_: exactly this; written `is`.
        one_of: one of these.
        at_least: a number not below this.
        at_most: a number not above this.
        matches: a text in which this regular expression is found.
        includes: a list or text with this in it, or a mapping with these entries.
        in_order: a list in which these come one after the other, perhaps with others between them.
        near: a number, or a list of numbers or of such lists, each within one of what is seen; for seconds.
        count: a list or mapping of so many.
    """

    model_config = ConfigDict(frozen=True)

    is_: Any = None
    one_of: tuple[Any, ...] | None = None
    at_least: float | None = None
    at_most: float | None = None
    matches: Pattern | None = None
    includes: Any = None
    in_order: tuple[Any, ...] | None = None
    near: Numbers | None = None
    count: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _is_is_a_keyword(cls, data: object) -> object:
        """Python has no attribute named `is`."""
        if isinstance(data, dict) and "is" in data:
            return {("is_" if name == "is" else name): value for name, value in data.items()}
        return data

    @model_validator(mode="after")
    def _is_one_at_all(self) -> Self:
        if not self.expected:
            raise ValueError(f"nothing is expected; say one of {', '.join(COMPARISONS)}")
        if empty := [name for name, bound in self.expected.items() if bound is None and name not in _MAY_BE_NOTHING]:
            raise ValueError(f"nothing can be compared with null: {', '.join(empty)}")
        return self

    @property
    def expected(self) -> dict[str, Any]:
        """What is asked for, as the file says it, e.g. `{"at_least": 1}`; `is: null` is asked for, too."""
        return {name: getattr(self, attribute) for name, attribute in _ATTRIBUTES if attribute in self.model_fields_set}

    def holds(self, seen: Any) -> bool:
        """Whether what is seen will do."""
        return all(COMPARISONS[name](seen, expected) for name, expected in self.expected.items())


_MAY_BE_NOTHING: Final = ("is", "includes")
"""What can be asked for with `null`."""

_ATTRIBUTES: Final = tuple((name, "is_" if name == "is" else name) for name in COMPARISONS)
