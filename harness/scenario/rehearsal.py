"""One run from an empty account to a journal and a report on disk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from harness.clients import Clients
from harness.control import ControlError
from harness.deploy.deployment import destroy_system
from harness.errors import HarnessError
from harness.report.run import new_run
from harness.report.scenario.write import write_report
from harness.scenario.clock import Clock, RealClock, VirtualClock
from harness.scenario.defect import Defect
from harness.scenario.engines import RunningEngine
from harness.scenario.evidence import Evidence, collect
from harness.scenario.interruption import Interruption
from harness.scenario.journal import Journal
from harness.scenario.junit import write_junit
from harness.scenario.listeners import stop_listening
from harness.scenario.plan import Plan
from harness.scenario.recording import Listener
from harness.scenario.runner import Runner
from harness.scenario.world import World, random_account
from harness.settings import Settings

JUNIT: Final = "junit.xml"


@dataclass(frozen=True)
class Rehearsal:
    """Runs plans, each in an account of its own.

    Attributes:
        settings: of the harness.
        listener_of: makes the listener of a plan's run.
        defects: flaws with which systems are deployed.
        keep: whether the world is left for inspection.
    """

    settings: Settings
    listener_of: Callable[[Plan], Listener]
    defects: Sequence[Defect] = ()
    keep: bool = False
    interruption: Interruption = field(default_factory=Interruption)

    def run(self, plan: Plan, engine: RunningEngine) -> tuple[Journal, Path]:
        """Carry a plan out.

        Args:
            plan: what is carried out.
            engine: one that lives in the scenario's time.

        Returns:
            What happened, and the folder in which its journal lies.
        """
        folder = self.settings.home / "scenarios" / new_run(plan.name)
        folder.mkdir(parents=True)
        if plan.head.clock == "real":
            return self._run(plan, self._world(plan, folder, engine, RealClock()), engine), folder
        clock = VirtualClock(engine.endpoint)
        with clock.frozen():
            return self._run(plan, self._world(plan, folder, engine, clock), engine), folder

    def _run(self, plan: Plan, world: World, engine: RunningEngine) -> Journal:
        try:
            journal = Runner(plan, world, self.listener_of(plan), self.interruption).run()
            write_report(world.folder, journal, self._evidence(world, journal))
            write_junit(world.folder / JUNIT, [journal])
        finally:
            engine_ends = engine.is_private and self.interruption.has_come()
            if not self.keep and not engine_ends:
                self._clear(world)
        return journal

    def _evidence(self, world: World, journal: Journal) -> Evidence:
        if self.interruption.has_come():
            return Evidence(gaps=("The run was interrupted.",))
        return collect(world)

    def _world(self, plan: Plan, folder: Path, engine: RunningEngine, clock: Clock) -> World:
        account = random_account()
        return World(
            clients=Clients(engine.endpoint, account, self.settings.region),
            settings=self.settings.model_copy(update={"account": account}),
            system=plan.head.system,
            folder=folder,
            seed=plan.seed,
            clock=clock,
            engine_home=engine.home,
            defects=tuple(self.defects),
        )

    @staticmethod
    def _clear(world: World) -> None:
        """Leave nothing in the engine. If that fails, what has been seen counts all the same."""
        try:
            world.behaviours.clear()
            stop_listening(world)
            destroy_system(world.deployable, world.clients, world.settings, lambda line: None, pause=world.clock.pause)
        except (HarnessError, ControlError, BotoCoreError, ClientError):
            return
