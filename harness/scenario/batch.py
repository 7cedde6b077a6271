"""Running several scenarios, one after the other or at the same time."""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from harness.scenario.catalog import load_catalog
from harness.scenario.durations import Durations
from harness.scenario.engines import Engines
from harness.scenario.faults import Fault, ScenarioFaultsError
from harness.scenario.journal import Journal, Verdict, worst
from harness.scenario.loader import Choice, load_head, load_plan
from harness.scenario.plan import Plan
from harness.scenario.rehearsal import Rehearsal

Finished = Callable[[Journal, Path], None]
"""Is told of every run and the folder of its journal, also from other threads."""


def load_all(files: Sequence[Path], parameters: Mapping[str, str], seed: int | None, turn: int = 0) -> list[Plan]:
    """A plan for each file and set of parameters.

    Args:
        files: in the order in which they are to be run.
        parameters: win over the files' own.
        seed: instead of each file's own.
        turn: added to it.

    Raises:
        ScenarioFaultsError: with the faults of all files.
    """
    catalog = load_catalog()
    plans: list[Plan] = []
    faults: list[Fault] = []
    for file in files:
        try:
            variants = ("", *load_head(file).variants)
            plans += [load_plan(file, catalog, Choice(variant, parameters, seed, turn)) for variant in variants]
        except ScenarioFaultsError as error:
            faults += error.faults
    if faults:
        raise ScenarioFaultsError(faults)
    return plans


@dataclass(frozen=True)
class Batch:
    """Runs plans.

    Attributes:
        rehearsal: runs one.
        engines: on which they run.
        parallel: how many at the same time.
        finished: is told of each.
        durations: of earlier runs: those that took longest begin first, if there are several at the same time.
    """

    rehearsal: Rehearsal
    engines: Engines
    parallel: int
    finished: Finished
    durations: Durations

    def run(
        self, files: Sequence[Path], parameters: Mapping[str, str], seed: int | None, *, until_failure: bool = False
    ) -> list[Journal]:
        """Run all files, once, or again with ever new seeds until one doesn't pass.

        Ctrl-C ends the runs that are under way, with the verdict `interrupted`, and no other begins.

        Returns:
            What happened, in the order of the files.

        Raises:
            ScenarioFaultsError: a file can't be used.
        """
        turn = 0
        while True:
            journals = self._run_all(load_all(files, parameters, seed, turn))
            if not until_failure or worst([journal.verdict for journal in journals]) is not Verdict.PASSED:
                return journals
            turn += 1

    def _run_all(self, plans: Sequence[Plan]) -> list[Journal]:
        order = self.durations.longest_first(plans) if self.parallel > 1 else plans
        with ThreadPoolExecutor(self.parallel, thread_name_prefix="scenario") as pool:
            begun = {(plan.file, plan.name): pool.submit(self._run, plan) for plan in order}
            runs = [begun[plan.file, plan.name] for plan in plans]
            try:
                return [run.result() for run in runs]
            except KeyboardInterrupt:
                self.rehearsal.interruption.come()
                pool.shutdown(wait=False, cancel_futures=True)
                self.engines.abort()
            finally:
                self.durations.save()
        return [run.result() for run in runs if not run.cancelled()]

    def _run(self, plan: Plan) -> Journal:
        with self.engines.lend(plan.head.clock) as engine:
            began = time.monotonic()
            journal, folder = self.rehearsal.run(plan, engine)
        if journal.verdict is Verdict.PASSED:
            self.durations.note(plan, time.monotonic() - began)
        self.finished(journal, folder)
        return journal
