"""Whether a document costs more, and the engine holds more, the more documents there were.

    python benchmarks/growth.py [--steps 100 1000 5000]

Documents of one page go through textract_processor until there were so many in all. They go in portions of one size,
because what a document costs depends on how many are on their way with it. Each step's portions are the ones since the
step before: the processor milliseconds of a document, of all processes of the engine, must not grow by more than a
fifth from the first step to the last. The very first portion, which loads models and starts functions, doesn't count.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.documents import Line
from benchmarks.engines import Engine, rehearsal
from benchmarks.throughput import Measured, measure

PORTION = 100
"""Documents that are on their way at once."""

ALLOWED = 1.2


@dataclass(frozen=True)
class Portion:
    """What `PORTION` documents took: in all, and of processor seconds by part of the engine."""

    whole: Measured
    parts: dict[str, float]

    @property
    def cost(self) -> float:
        """Processor milliseconds of a document."""
        return self.whole.cpu_seconds / self.whole.items * 1000


def main() -> None:
    """Measure, print, and fail if a document's cost has grown too much."""
    steps = _arguments().steps
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rehearsal-benchmark-")))
        engine = stack.enter_context(rehearsal(folder / "rehearsal"))
        line = Line(engine, folder / "line")
        table = _table(list(engine.cpu_seconds_by_part()))
        _process(engine, line)
        costs = [_step(engine, line, count, table) for count in pairwise([0, *sorted(steps)])]
    Console(width=None if sys.stdout.isatty() else 120).print(table)
    growth = costs[-1] / costs[0]
    print(f"A document costs {growth:.2f} times as much at the end as at the begin; {ALLOWED} is allowed.")
    sys.exit(growth > ALLOWED)


def _step(engine: Engine, line: Line, count: tuple[int, int], table: Table) -> float:
    """Process the documents from one count to another; what each costs in the mean, in processor milliseconds."""
    portions = [_process(engine, line) for _ in range(*count, PORTION)]
    cost = statistics.mean(portion.cost for portion in portions)
    rate = statistics.harmonic_mean([portion.whole.rate for portion in portions])
    table.add_row(
        f"{count[1]:,}",
        f"{rate:,.1f}",
        f"{cost:,.1f}",
        f"{min(portion.cost for portion in portions):,.0f}-{max(portion.cost for portion in portions):,.0f}",
        *_parts(portions),
        f"{engine.memory_mb():,.0f}",
        f"{engine.first_memory_mb():,.0f}",
    )
    return cost


def _process(engine: Engine, line: Line) -> Portion:
    documents = line.write(PORTION)
    before = engine.cpu_seconds_by_part()
    whole = measure(engine, lambda: line.process(documents))
    return Portion(whole, {part: spent - before[part] for part, spent in engine.cpu_seconds_by_part().items()})


def _table(parts: Sequence[str]) -> Table:
    names = ("documents in all", "/s", "CPU ms each", "of portions", *(f"{part} ms" for part in parts))
    return Table(*names, "memory MB", "of the first process")


def _parts(portions: Sequence[Portion]) -> list[str]:
    """Processor milliseconds of a document in each part of the engine."""
    documents = len(portions) * PORTION
    return [f"{sum(portion.parts[part] for portion in portions) / documents * 1000:,.1f}" for part in portions[0].parts]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--steps", type=int, nargs="+", default=[100, 1000], help=f"documents in all, in whole portions of {PORTION}"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
