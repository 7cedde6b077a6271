"""A load run from the plan to the verdict."""

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fakes.behaviour import Behaviour
from harness.behaviours import Behaviours
from harness.control import NoAnswerError
from harness.errors import HarnessError
from harness.load.data import load_run
from harness.load.finding import find
from harness.load.folder import RunFolder
from harness.load.generation import BEGINNING_SECONDS, GRACE_SECONDS, Generator, Workers, generating, trouble
from harness.load.interruptions import Interruptions
from harness.load.page import write_page
from harness.load.plan import Plan
from harness.load.progress import Follower, State
from harness.load.report import Report
from harness.load.sampler import Sampler
from harness.load.verdict import judge
from harness.submit.pipeline import Pipeline

LOOK_SECONDS: Final = 1.0
"""How often progress is shown."""

JUDGE_SECONDS: Final = 5.0
"""How often limits are looked at while a run goes on that ends with the first breach."""

ANSWERS_SECONDS: Final = 300.0
"""How long a generator may take beyond its load and its waiting, before it is given up as hanging."""

SILENCE_SECONDS: Final = 120.0
"""How long the engine may leave every look unanswered, before it is given up as hanging: a busy one answers some."""

Listener = Callable[[State], None]
"""Is told how far the run is."""


class LoadError(HarnessError):
    """The run couldn't be carried out, and proves nothing."""

    exit_code = 3


@dataclass(frozen=True)
class LoadRun:
    """Carries a plan out.

    Attributes:
        plan: what is sent.
        pipeline: where the deployed system has its queues.
        project: root of the checkout.
        folder: where what is measured goes.
        workers: who sends.
        behaviours: in force while it lasts.
        listener: is told how far it is.
        interruptions: end it early, with a verdict on what was measured so far.
    """

    plan: Plan
    pipeline: Pipeline
    project: Path
    folder: RunFolder
    workers: Workers
    behaviours: Sequence[Behaviour]
    listener: Listener
    interruptions: Interruptions

    def run(self) -> Report:
        """Send, wait, and judge.

        Raises:
            LoadError: the engine has gone or hangs, or the generator hasn't balanced the books.
        """
        self.folder.plan.write_text(self.plan.model_dump_json(indent=2), encoding="utf-8")
        warnings: list[str] = []
        with ExitStack() as stack:
            self._misbehave(stack, warnings)
            sampler = Sampler(self.plan.clients, self.pipeline.outputs, self.folder.samples)
            interrupted = self._generate(sampler)
        if sampler.missed:
            warnings.append(f"The engine couldn't be looked at {sampler.missed} times.")
        data = load_run(self.folder.path)
        if data.books is None and not interrupted:
            raise self._failure("The generator ended without balancing the books.")
        report = judge(data, warnings, interrupted=interrupted)
        self.folder.verdict.write_text(report.model_dump_json(indent=2), encoding="utf-8")
        write_page(self.folder, data, report)
        return report

    def _generate(self, sampler: Sampler) -> bool:
        """Run the generator to its end; whether it was interrupted."""
        sampler.start()
        try:
            with generating(self.project, self.folder, self.plan.endpoint, self.workers) as generator:
                return self._follow(generator, sampler)
        finally:
            sampler.stop()
            self.folder.usage.write_text(sampler.usage.model_dump_json(), encoding="utf-8")

    def _follow(self, generator: Generator, sampler: Sampler) -> bool:
        follower = Follower(self.plan, self.folder)
        profile = self.plan.profile
        deadline = time.monotonic() + profile.seconds + profile.drain_seconds + ANSWERS_SECONDS
        judging = time.monotonic() + JUDGE_SECONDS if profile.until_breach else deadline
        while not generator.ended and not self.interruptions.count:
            self.listener(follower.state())
            self._require_hope(sampler, deadline)
            if time.monotonic() > judging:
                breached = self._is_breached()
                judging = deadline if breached else time.monotonic() + JUDGE_SECONDS
                if breached:
                    generator.send_no_more()
            time.sleep(LOOK_SECONDS)
        if interrupted := not generator.ended:
            began = follower.state().elapsed is not None
            generator.stop(lambda: self.interruptions.count > 1, GRACE_SECONDS if began else BEGINNING_SECONDS)
        return interrupted

    def _require_hope(self, sampler: Sampler, deadline: float) -> None:
        hint = f"See `rehearse logs`; `rehearse load report {self.folder.path}` shows what was measured."
        if sampler.finds_nobody:
            raise LoadError("The engine has gone in the middle of the run.", hint=hint)
        if sampler.silence > SILENCE_SECONDS:
            raise LoadError(f"The engine hasn't answered for {SILENCE_SECONDS:.0f} s: it hangs.", hint=hint)
        if time.monotonic() > deadline:
            raise self._failure("The generator doesn't come to an end.")

    def _failure(self, message: str) -> LoadError:
        return LoadError(message, hint=f"See {self.folder.log}.", details=trouble(self.folder.log))

    def _is_breached(self) -> bool:
        """Whether a limit that can be judged already doesn't hold."""
        data = load_run(self.folder.path)
        found = [find(data, limit) for limit in data.plan.profile.limits if limit.at_most is not None]
        return any(finding.value is not None and not finding.held for finding in found)

    def _misbehave(self, stack: ExitStack, warnings: list[str]) -> None:
        """Put behaviours into force until the stack is closed, which ends those before one that can't be as well."""
        board = Behaviours(self.plan.endpoint, self.plan.account)
        for behaviour in self.behaviours:
            board.set(behaviour)
            stack.callback(_clear, board, behaviour.id, warnings)


def _clear(board: Behaviours, behaviour: str, warnings: list[str]) -> None:
    with suppress(NoAnswerError):  # of an engine that has gone, nothing is left to clear
        reports = board.clear(behaviour)
        if not reports:
            warnings.append(f"Somebody else has taken behaviour {behaviour} out of force.")
        warnings.extend(f"Behaviour {report.behaviour.id} never took effect." for report in reports if report.was_idle)
