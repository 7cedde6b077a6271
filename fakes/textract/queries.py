"""Questions about a document."""

import re
from dataclasses import dataclass

_PAGES = re.compile(r"(?P<first>\d+)(-(?P<last>\d+|\*))?")


@dataclass(frozen=True)
class Query:
    """A question, as `QueriesConfig` holds it.

    Attributes:
        text: the question.
        alias: the caller's name for it.
        pages: the pages to ask it of, such as `("1", "3-5", "7-*")` or `("*",)`.
    """

    text: str
    alias: str | None = None
    pages: tuple[str, ...] | None = None

    @property
    def is_sound(self) -> bool:
        """Whether `pages` obeys the rules of https://docs.aws.amazon.com/textract/latest/dg/API_Query.html."""
        pages = self.pages or ("1",)
        return pages == ("*",) or all(_is_sound(part) for part in pages)

    def asks(self, page: int) -> bool:
        """Whether the question is for this page; without `pages` it is for the first."""
        return any(part == "*" or _first(part) <= page <= _last(part, page) for part in self.pages or ("1",))

    def missing(self, pages: int) -> list[int]:
        """The pages asked for that a document of so many pages doesn't have; a range counts by its ends."""
        named = {end for part in self.pages or () if part != "*" for end in (_first(part), _last(part, pages))}
        return sorted(page for page in named if page > pages)


def _is_sound(part: str) -> bool:
    return bool(_PAGES.fullmatch(part)) and 1 <= _first(part) <= _last(part, _first(part))


def _first(part: str) -> int:
    return int(part.split("-")[0])


def _last(part: str, open_end: int) -> int:
    last = part.split("-")[-1]
    return open_end if last == "*" else int(last)
