"""All that was measured in a run, read back from its folder."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from harness.errors import UsageError
from harness.load.books import Books
from harness.load.folder import RunFolder
from harness.load.holding import DEAD_LETTERS
from harness.load.plan import Plan
from harness.load.rows import END_TO_END, Document, Request, Sample
from harness.load.usage import Usage

Numbers = NDArray[np.float64]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Series:
    """Values over time.

    Attributes:
        seconds: since the run's begin.
        values: at these times.
    """

    seconds: Numbers
    values: Numbers


@dataclass(frozen=True)
class RunData:
    """A run.

    Attributes:
        plan: what was planned.
        requests: what was sent, and how documents ended, in any order.
        documents: what became of each.
        samples: what the engine was like.
        books: balanced or not; None if nobody could balance them.
        usage: what AWS would bill.
    """

    plan: Plan
    requests: Sequence[Request]
    documents: Sequence[Document] = ()
    samples: Sequence[Sample] = ()
    books: Books | None = None
    usage: Usage = field(default_factory=Usage)

    @cached_property
    def begun(self) -> float:
        """When the first arrival was due, in seconds since the epoch; 0 if there was none."""
        return min((request.scheduled for request in self.requests), default=0.0)

    @cached_property
    def seconds(self) -> float:
        """From then to the last answer or end of a document."""
        return max((request.ended for request in self.requests), default=self.begun) - self.begun

    @cached_property
    def events(self) -> list[str]:
        """Names of what was measured, requests first."""
        names = sorted({request.event for request in self.requests})
        return sorted(names, key=lambda name: "->" in name)

    def of(self, event: str = "") -> list[Request]:
        """The requests of an event, or all."""
        return [request for request in self.requests if event in ("", request.event)]

    def latencies(self, event: str) -> Series:
        """Milliseconds by the time at which each was due.

        Documents that never ended count with the time for which they have been waited for: leaving them out would
        flatter the system the more, the worse it does.
        """
        known = [(request.scheduled, request.milliseconds) for request in self.of(event)]
        if event == END_TO_END:
            last = self.begun + self.seconds
            known += [(each.scheduled, (last - each.scheduled) * 1000) for each in self.unfinished]
        times, values = (np.array(part, dtype=float) for part in zip(*sorted(known), strict=True)) if known else _NONE
        return Series(times - self.begun, values)

    @cached_property
    def unfinished(self) -> list[Document]:
        """The documents that haven't ended."""
        return [document for document in self.documents if document.uploads and document.open]

    @cached_property
    def series(self) -> dict[str, Series]:
        """What was sampled, by name."""
        found: dict[str, list[tuple[float, float]]] = {}
        for sample in self.samples:
            found.setdefault(sample.series, []).append((sample.time - self.begun, sample.value))
        return {name: Series(*(np.array(part) for part in zip(*rows, strict=True))) for name, rows in found.items()}

    def total(self, names: Sequence[str]) -> Series | None:
        """The sum of several series, which are sampled at the same times; None if there is none of them."""
        parts = [self.series[name] for name in names if name in self.series]
        if not parts:
            return None
        times = np.unique(np.concatenate([part.seconds for part in parts]))
        values = np.zeros(len(times))
        for part in parts:
            values[np.searchsorted(times, part.seconds)] += part.values
        return Series(times, values)

    @property
    def queues(self) -> list[str]:
        """Names of the series of queues, but for dead letters."""
        return [name for name in self.series if name.startswith("queue ") and not name.endswith(DEAD_LETTERS)]

    @property
    def dead_letter_queues(self) -> list[str]:
        """Names of the series of dead-letter queues."""
        return [name for name in self.series if name.startswith("queue ") and name.endswith(DEAD_LETTERS)]


_NONE = (np.array([]), np.array([]))


def load_run(path: Path) -> RunData:
    """Read a run's folder.

    Raises:
        UsageError: it isn't one, or somebody has changed what is in it.
    """
    if not (path / "plan.json").is_file():
        raise UsageError(f"{path} is no folder of a load run.", hint="`rehearse load run` prints where it puts one.")
    folder = RunFolder(path)
    try:
        return RunData(
            plan=Plan.model_validate_json(folder.plan.read_text(encoding="utf-8")),
            requests=folder.requests.read(),
            documents=folder.documents.read(),
            samples=folder.samples.read(),
            books=_read(folder.books, Books),
            usage=_read(folder.usage, Usage) or Usage(),
        )
    except (ValueError, OSError) as error:
        details = str(error).splitlines()
        raise UsageError(f"What lies in {path} can't be read.", hint="Run that load again.", details=details) from error


def _read(file: Path, kind: type[Model]) -> Model | None:
    return kind.model_validate_json(file.read_text(encoding="utf-8")) if file.exists() else None
