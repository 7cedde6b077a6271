"""Whether a document costs more, and the engine holds more, the more documents there were.

    python benchmarks/growth.py [--steps 100 1000 5000]

Documents of one page go through textract_processor until there were so many in all. Each step's documents are the ones
since the step before: the processor milliseconds of a document, of all processes of the engine, must not grow by more
than a fifth from the first step to the last. The very first ones, which load models and start functions, don't count.
"""

import argparse
import sys
import tempfile
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.documents import Line
from benchmarks.engines import Engine, rehearsal
from benchmarks.throughput import Measured, measure

WARM_UP = 20
PORTION = 500
"""Documents that are on their way at once, at most."""

ALLOWED = 1.2


def main() -> None:
    """Measure, print, and fail if a document's cost has grown too much."""
    steps = _arguments().steps
    table = Table("documents in all", "/s", "CPU ms each", "engine's memory MB", "of its first process")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rehearsal-benchmark-")))
        engine = stack.enter_context(rehearsal(folder / "rehearsal"))
        line = Line(engine, folder / "line")
        line.process(line.write(WARM_UP))
        costs = [_step(engine, line, count, table) for count in _each(steps)]
    Console(width=None if sys.stdout.isatty() else 120).print(table)
    growth = costs[-1] / costs[0]
    print(f"A document costs {growth:.2f} times as much at the end as at the begin; {ALLOWED} is allowed.")
    sys.exit(growth > ALLOWED)


def _each(steps: list[int]) -> list[tuple[int, int]]:
    """Of each step, how many documents it adds and how many there are then."""
    return [(after - before, after) for before, after in pairwise([0, *sorted(steps)])]


def _step(engine: Engine, line: Line, count: tuple[int, int], table: Table) -> float:
    new, total = count
    parts = []
    for start in range(0, new, PORTION):
        documents = line.write(min(PORTION, new - start))
        parts.append(measure(engine, lambda documents=documents: line.process(documents)))  # type: ignore[misc]
    whole = Measured(new, sum(part.seconds for part in parts), sum(part.cpu_seconds for part in parts))
    table.add_row(f"{total:,}", *whole.cells(), f"{engine.memory_mb():,.0f}", f"{engine.first_memory_mb():,.0f}")
    return whole.cpu_seconds / whole.items


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, nargs="+", default=[100, 1000])
    return parser.parse_args()


if __name__ == "__main__":
    main()
