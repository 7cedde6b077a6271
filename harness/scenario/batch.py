"""Running several scenarios, one after the other or at the same time."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from harness.scenario.catalog import load_catalog
from harness.scenario.engines import Engines
from harness.scenario.faults import Fault, ScenarioFaultsError
from harness.scenario.journal import Journal, Verdict
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
    """

    rehearsal: Rehearsal
    engines: Engines
    parallel: int
    finished: Finished

    def run(
        self, files: Sequence[Path], parameters: Mapping[str, str], seed: int | None, *, until_failure: bool = False
    ) -> list[Journal]:
        """Run all files, once, or again with ever new seeds until one doesn't pass.

        Raises:
            ScenarioFaultsError: a file can't be used.
        """
        turn = 0
        while True:
            journals = self._run_all(load_all(files, parameters, seed, turn))
            if not until_failure or any(journal.verdict is not Verdict.PASSED for journal in journals):
                return journals
            turn += 1

    def _run_all(self, plans: Sequence[Plan]) -> list[Journal]:
        if self.parallel == 1:
            return self._run_in_order(plans)
        pool = ThreadPoolExecutor(self.parallel, thread_name_prefix="scenario")
        try:
            return list(pool.map(self._run, plans))
        finally:
            pool.shutdown(cancel_futures=True)  # after Ctrl-C those that run come to their end, and no other begins

    def _run_in_order(self, plans: Sequence[Plan]) -> list[Journal]:
        journals: list[Journal] = []
        for plan in plans:
            journals.append(self._run(plan))
            if journals[-1].verdict is Verdict.INTERRUPTED:
                break
        return journals

    def _run(self, plan: Plan) -> Journal:
        with self.engines.lend(plan.head.clock) as engine:
            journal, folder = self.rehearsal.run(plan, engine)
        self.finished(journal, folder)
        return journal
