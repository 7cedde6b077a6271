"""One execution environment over its whole life: starts, events, resets after failures, logs, end."""

import threading
from dataclasses import dataclass
from shutil import rmtree

from harness.engine.plugins.lambda_runtime import limits, report
from harness.engine.plugins.lambda_runtime.blueprint import Blueprint
from harness.engine.plugins.lambda_runtime.failures import Problem, Status
from harness.engine.plugins.lambda_runtime.limits import Deadline
from harness.engine.plugins.lambda_runtime.logs import LogCapture
from harness.engine.plugins.lambda_runtime.messages import Invocation
from harness.engine.plugins.lambda_runtime.runtime import Answer, Runtime
from harness.engine.plugins.lambda_runtime.template import Template


@dataclass(frozen=True)
class Outcome:
    """What an invocation came to: the caller's payload, whether it is an error, and the log."""

    payload: bytes
    is_error: bool
    log: str


class Sandbox:
    """An environment that handles one event at a time.

    It starts its runtime ahead of the first event, within `limits.INIT_SECONDS`; what goes wrong there is told to the
    first event's caller. After a crash or a timeout the runtime is gone, and the next event starts another one within
    its own time, while the scratch folder stays: all as on AWS.

    Args:
        blueprint: what to build.
        template: where workers come from.
    """

    def __init__(self, blueprint: Blueprint, template: Template) -> None:
        self._blueprint = blueprint
        self._template = template
        self._log = LogCapture()
        self._runtime: Runtime | None = None
        self._early_problem: Problem | None = None
        self._early_report = ""
        self._init_ms: float | None = None
        self._lock = threading.Lock()
        self._busy = False
        self._closed = False
        blueprint.scratch.mkdir(parents=True, exist_ok=True)

    def initialise(self) -> None:
        """Start ahead of the first event.

        Raises:
            TemplateLostError: no worker can be had.
        """
        deadline = Deadline(limits.INIT_SECONDS)
        problem = self._start(deadline)
        elapsed_ms = deadline.elapsed() * 1000
        if problem is None:
            self._init_ms = elapsed_ms
            return
        self._early_report = report.failed_init(elapsed_ms, problem, self._blueprint.logs_json)
        # Too slow a start is tried again in the first event's time; any other failure would only repeat itself.
        self._early_problem = None if problem.status is Status.TIMEOUT else problem

    def invoke(self, invocation: Invocation, deadline: Deadline) -> Outcome:
        """Have the function handle an event.

        Args:
            invocation: the event.
            deadline: the function's timeout, running.

        Raises:
            TemplateLostError: no worker can be had.
        """
        with self._lock:
            self._busy = True
        try:
            before = self._log.drain() + self._early_report
            self._early_report = ""
            answer = self._answer(invocation, deadline)
            return self._outcome(invocation.request_id, before, answer, deadline)
        finally:
            with self._lock:
                self._busy = False
                if self._closed:
                    self._destroy()

    def close(self) -> None:
        """End the environment; an event that is being handled may finish first, as on AWS."""
        with self._lock:
            self._closed = True
            if not self._busy:
                self._destroy()

    def _start(self, deadline: Deadline) -> Problem | None:
        self._runtime = Runtime(self._template.fork(self._log), self._blueprint)
        return self._runtime.start(deadline)

    def _answer(self, invocation: Invocation, deadline: Deadline) -> Answer:
        problem, self._early_problem = self._early_problem, None
        if problem is None and not self._has_current_runtime():
            problem = self._start(deadline)
        if problem is not None or self._runtime is None:
            return Answer.failed(problem or Problem("Runtime.Unknown"))
        return self._runtime.ask(invocation, deadline)

    def _has_current_runtime(self) -> bool:
        if self._runtime is not None and self._runtime.alive and self._runtime.outdated():
            self._runtime.kill()
        return self._runtime is not None and self._runtime.alive

    def _outcome(self, request_id: str, before: str, answer: Answer, deadline: Deadline) -> Outcome:
        usage = report.Usage(
            duration_ms=deadline.elapsed() * 1000,
            init_ms=self._init_ms,
            memory_mb=self._blueprint.memory_mb,
            peak_mb=self._runtime.peak_mb if self._runtime else limits.BASE_MB,
        )
        self._init_ms = None
        as_json = self._blueprint.logs_json
        problem = answer.problem
        parts = [
            before,
            report.start(request_id, self._blueprint.version, as_json),
            self._log.drain(),
            problem.log(request_id) if problem else "",
            report.end(request_id, usage, problem, as_json),
        ]
        return Outcome(problem.body(request_id) if problem else answer.body, answer.is_error, "".join(parts))

    def _destroy(self) -> None:
        if self._runtime is not None:
            self._runtime.kill()
        self._log.close()
        rmtree(self._blueprint.scratch, ignore_errors=True)
