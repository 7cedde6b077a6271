"""How long a job takes."""

from typing import Protocol


class Duration(Protocol):
    """A policy: how long Textract works on a document."""

    def __call__(self, pages: int) -> float:
        """The seconds from the job's start to its end, if it isn't read more slowly than that."""


def per_page(seconds: float) -> Duration:
    """A job takes as long as its pages together; 0 is as fast as they can be read."""
    return lambda pages: pages * seconds
