"""Virtual time, time of ours and their ratio: of a wait of nine minutes, and of every scenario.

One engine, started beforehand. Scenarios are run one after the other, each in an account of its own; the wait is that
of a probe beside a deployed system.

Run: .venv/bin/python benchmarks/scenarios.py [NAME|TAG]...
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from harness.scenario.batch import load_all
from harness.scenario.catalog import load_catalog
from harness.scenario.duration import written
from harness.scenario.engines import Engines, RunningEngine
from harness.scenario.files import choose_files
from harness.scenario.journal import Entry, Journal
from harness.scenario.loader import load_plan
from harness.scenario.plan import Plan
from harness.scenario.rehearsal import Rehearsal
from harness.settings import Settings

NINE_MINUTES = """\
title: A wait of nine minutes
shows: what a probe's wait costs
replays: nothing
system: textract_processor
tags: [benchmark]
---
given:
  - deploy:
when:
  - advance: 0
then:
  - {queue_depth: DeadLetterQueueUrl, is: 1, within: 9m}
"""


def main(wanted: Sequence[str]) -> None:
    """Measure everything and print one table."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.from_environment().model_copy(update={"home": Path(folder)})
        file = Path(folder) / "nine-minutes.yaml"
        file.write_text(NINE_MINUTES)
        plans = load_all(choose_files(settings.project, wanted), {}, None)
        with Engines(settings, told=print) as engines, engines.lend("virtual") as engine:
            rehearsal = Rehearsal(settings, lambda plan: lambda entry: None)
            wait = run(rehearsal, load_plan(file, load_catalog()), engine).entries[-1]
            print_table(wait, [run(rehearsal, plan, engine) for plan in plans])


def run(rehearsal: Rehearsal, plan: Plan, engine: RunningEngine) -> Journal:
    """What happened."""
    return rehearsal.run(plan, engine)[0]


def print_table(wait: Entry, journals: Sequence[Journal]) -> None:
    """Print a row for the wait, and one for each run."""
    table = Table(title="scenarios in virtual time", title_justify="left")
    table.add_column("what")
    for column in ("virtual", "wall", "ratio"):
        table.add_column(column, justify="right")
    rows = [("a probe waits nine minutes", wait.seconds, wait.wall_seconds)]
    rows += [(f"{one.scenario}: {one.verdict}", one.seconds, one.wall_seconds) for one in journals]
    for name, virtual, wall in rows:
        table.add_row(name, written(virtual), written(wall), f"{virtual / wall:,.0f}")
    Console().print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
