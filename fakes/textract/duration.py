"""How long a job takes."""

from itertools import pairwise
from typing import Final, Protocol

from fakes.settings import FakeSettings

DOCUMENTED: Final = ((1, 45.0), (3, 150.0), (10, 300.0))
"""Pages and seconds, in the middle of what `textract_processor`'s documents say that jobs take: 30 to 60 seconds for
one page, two to three minutes for three, four to six minutes for ten."""


class Duration(Protocol):
    """A policy: how long Textract works on a document."""

    def __call__(self, pages: int) -> float:
        """The seconds from the job's start to its end, if it isn't read more slowly than that."""


def duration_of(settings: FakeSettings) -> Duration:
    """The policy that settings ask for."""
    if settings.textract_seconds_per_page is None and settings.durations == "documented":
        return documented
    return per_page(settings.textract_seconds_per_page or 0.0)


def per_page(seconds: float) -> Duration:
    """A job takes as long as its pages together; 0 is as fast as they can be read."""
    return lambda pages: pages * seconds


def documented(pages: int) -> float:
    """On a line from one documented length to the next; what is longer goes on as the last line does."""
    pieces = list(pairwise(DOCUMENTED))
    (fewer, shorter), (more, longer) = next((piece for piece in pieces if pages <= piece[1][0]), pieces[-1])
    return shorter + max(0, pages - fewer) * (longer - shorter) / (more - fewer)
