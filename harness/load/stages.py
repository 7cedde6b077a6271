"""Where documents spend their time on the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from harness.load.rows import Document
from harness.submit.record import Status


@dataclass(frozen=True)
class Stage:
    """A part of the way.

    Attributes:
        name: for people.
        p50: milliseconds that half of the documents stay under.
        p95: milliseconds that 95 of 100 stay under.
        share: of the sum of all stages' medians, in percent.
    """

    name: str
    p50: float
    p95: float
    share: float


PARTS: Final[Sequence[tuple[str, Callable[[Document], float]]]] = (
    ("due → Textract began", lambda document: document.textract_started - document.scheduled),
    ("Textract", lambda document: document.textract_ended - document.textract_started),
    ("Textract ended → completed", lambda document: document.ended - document.textract_ended),
)


def stages_of(documents: Sequence[Document]) -> list[Stage]:
    """The stages of the documents that completed; none if there are none."""
    done = [each for each in documents if each.status == Status.COMPLETED and each.textract_started and each.ended]
    if not done:
        return []
    times = [np.maximum(0.0, [part(document) * 1000 for document in done]) for _, part in PARTS]
    medians = [float(np.median(values)) for values in times]
    whole = sum(medians) or 1.0
    return [
        Stage(name, median, float(np.percentile(values, 95)), 100 * median / whole)
        for (name, _), values, median in zip(PARTS, times, medians, strict=True)
    ]
