"""Virtual time, time of ours and their ratio: of a wait of nine minutes, and of every scenario.

One engine, started beforehand. Scenarios are run one after the other, each in an account of its own; the wait is that
of a probe beside a deployed system. `deployed` is what a run takes once its first deploy is done, which is what `ratio`
is about; `whole` has that deploy, the report, and clearing the account. Processor time, of the engine with all its
processes and of this one, is the steadier figure on a shared machine.

Run: .venv/bin/python benchmarks/scenarios.py [NAME|TAG]...
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.engines import Engine
from harness.engine.host import HostEngine
from harness.scenario.batch import load_all
from harness.scenario.catalog import load_catalog
from harness.scenario.duration import written
from harness.scenario.engines import Engines, RunningEngine
from harness.scenario.files import choose_files
from harness.scenario.journal import Journal, Verdict
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


@dataclass(frozen=True)
class Figures:
    """What one run took, in seconds.

    Attributes:
        name: of what.
        verdict: of the run.
        virtual: of the scenario's time.
        deployed: once the first deploy was done.
        whole: with that, the report and clearing the account.
        cpu: of processors, for the whole.
    """

    name: str
    verdict: Verdict
    virtual: float
    deployed: float
    whole: float
    cpu: float


def main(wanted: Sequence[str]) -> None:
    """Measure everything and print one table."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.from_environment().model_copy(update={"home": Path(folder)})
        file = Path(folder) / "nine-minutes.yaml"
        file.write_text(NINE_MINUTES)
        plans = load_all(choose_files(settings.project, wanted), {}, None)
        with Engines(settings, told=print) as engines, engines.lend("virtual") as engine:
            rehearsal = Rehearsal(settings, lambda plan: lambda entry: None)
            print_table([measure(rehearsal, plan, engine) for plan in (load_plan(file, load_catalog()), *plans)])


def measure(rehearsal: Rehearsal, plan: Plan, running: RunningEngine) -> Figures:
    """Carry a plan out."""
    pid = HostEngine(rehearsal.settings.model_copy(update={"home": running.home})).status().pid
    engine = Engine("rehearsal", running.endpoint, pid or 0, start_seconds=0.0)
    began, cpu = time.perf_counter(), engine.cpu_seconds() + time.process_time()
    journal = rehearsal.run(plan, running)[0]
    return Figures(
        name=journal.scenario,
        verdict=journal.verdict,
        virtual=journal.seconds,
        deployed=journal.wall_seconds - first_deploy_seconds(journal),
        whole=time.perf_counter() - began,
        cpu=engine.cpu_seconds() + time.process_time() - cpu,
    )


def first_deploy_seconds(journal: Journal) -> float:
    """Real seconds until the system was there."""
    return next((entry.wall_seconds for entry in journal.entries if entry.name == "deploy"), 0.0)


def print_table(runs: Sequence[Figures]) -> None:
    """Print a row for each run, and their sum."""
    table = Table(title="scenarios in virtual time", title_justify="left")
    table.add_column("what")
    for column in ("virtual", "deployed", "ratio", "whole", "cpu s"):
        table.add_column(column, justify="right")
    for one in runs:
        ratio = f"{one.virtual / one.deployed:,.0f}"
        times = (written(one.virtual), written(one.deployed), ratio, written(one.whole), f"{one.cpu:.1f}")
        table.add_row(f"{one.name}: {one.verdict}", *times)
    deployed, whole, cpu = (sum(getattr(one, name) for one in runs) for name in ("deployed", "whole", "cpu"))
    table.add_row("all", "", written(deployed), "", written(whole), f"{cpu:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
