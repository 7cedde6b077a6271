"""How fast the engine moves work, beside ministack under the same loads in the same run.

    python benchmarks/throughput.py [--quick] [--alone] [--documents N]

Other work on the machine lengthens the seconds; the processor milliseconds per item, of all processes of an engine, are
the steadier figure. ministack is installed into a temporary environment of its own. Documents go through
textract_processor, which needs Textract and Bedrock: they are measured on our engine alone.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import loads
from benchmarks.documents import Line
from benchmarks.engines import Engine, ministack, rehearsal
from benchmarks.figures import print_figures
from benchmarks.world import World


@dataclass(frozen=True)
class Row:
    """A load, and how many items of it are measured."""

    name: str
    load: loads.Load
    items: int


ROWS = (
    Row("messages, SQS -> Lambda, batches of 10", loads.through_a_queue(10), 2000),
    Row("messages, SQS -> Lambda, one by one", loads.through_a_queue(1), 500),
    Row("uploads, S3 -> EventBridge -> Lambda", loads.uploads, 300),
    Row("callbacks, Step Functions -> SQS -> client", loads.callbacks, 100),
    Row("invokes, warm", loads.warm_invokes, 500),
    Row("invokes, cold, with boto3 and 3 clients", loads.cold_invokes, 10),
    Row("stacks of 10 resources", loads.stacks, 3),
)


@dataclass(frozen=True)
class Measured:
    """What a load came to; a load that failed has the reason instead."""

    items: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    failure: str = ""

    @property
    def rate(self) -> float:
        """Items per second; 0 for a load that failed."""
        return self.items / self.seconds if self.items else 0.0

    def cells(self) -> tuple[str, str]:
        """Items per second, and processor milliseconds of an item."""
        if self.failure:
            return self.failure, ""
        return f"{self.rate:,.1f}", f"{self.cpu_seconds / self.items * 1000:,.1f}"


def measure(engine: Engine, run: Callable[[], int]) -> Measured:
    """Run something and measure it."""
    started, before = time.perf_counter(), engine.cpu_seconds()
    items = run()
    return Measured(items, time.perf_counter() - started, engine.cpu_seconds() - before)


def main() -> None:
    """Measure and print."""
    arguments = _arguments()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rehearsal-benchmark-")))
        engines = [stack.enter_context(rehearsal(folder / "rehearsal"))]
        if not arguments.alone:
            engines.append(stack.enter_context(ministack(folder / "ministack")))
        line = Line(engines[0], folder / "line")
        table = _table(engines)
        for row in ROWS:
            items = max(1, row.items // (5 if arguments.quick else 1))
            table.add_row(row.name, str(items), *_cells([_try(engine, row.load, items, folder) for engine in engines]))
        parts = _process(engines[0], line, arguments.documents, table)
        Console(width=None if sys.stdout.isatty() else 160).print(table)
        for engine in engines:
            print(f"{engine.name}: served after {engine.start_seconds:.2f} s, holds {engine.memory_mb():.0f} MB")
        print(f"rehearsal: first deploy of textract_processor {line.deploy_seconds:.2f} s")
        print(f"CPU ms of a document: {', '.join(f'{part} {cost:.0f}' for part, cost in parts.items())}")
        print_figures("Time of a document", line.milliseconds(), "ms")


def _try(engine: Engine, load: loads.Load, items: int, folder: Path) -> Measured:
    try:
        return measure(engine, load(World(engine.endpoint, folder / "marks"), items))
    except Exception as error:
        return Measured(failure=f"{type(error).__name__}: {error}"[:60])


def _process(engine: Engine, line: Line, count: int, table: Table) -> dict[str, float]:
    """What a document costs each part of the engine, in processor milliseconds."""
    line.process(line.write(3))  # the first ones load the readers' models
    documents = line.write(count)
    before = engine.cpu_seconds_by_part()
    measured = measure(engine, lambda: line.process(documents))
    table.add_row("documents of one page, textract_processor", str(count), *measured.cells())
    after = engine.cpu_seconds_by_part()
    return {part: (after[part] - before[part]) / count * 1000 for part in after}


def _table(engines: list[Engine]) -> Table:
    table = Table("load", "n")
    for engine in engines:
        table.add_column(f"{engine.name}\n/s", justify="right")
        table.add_column(f"{engine.name}\nCPU ms each", justify="right")
    if len(engines) > 1:
        table.add_column("times\nas fast", justify="right")
    return table


def _cells(measured: list[Measured]) -> list[str]:
    cells = [cell for each in measured for cell in each.cells()]
    if len(measured) > 1:
        ours, theirs = measured
        cells.append(f"{ours.rate / theirs.rate:.1f}" if theirs.rate else "—")
    return cells


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a fifth of the items")
    parser.add_argument("--alone", action="store_true", help="without ministack")
    parser.add_argument("--documents", type=int, default=200)
    return parser.parse_args()


if __name__ == "__main__":
    main()
