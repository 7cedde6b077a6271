"""One execution environment over its whole life: starts, events, resets after failures, logs, end."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from shutil import rmtree

from harness.engine.plugins.lambda_runtime import limits, report
from harness.engine.plugins.lambda_runtime.blueprint import Blueprint
from harness.engine.plugins.lambda_runtime.failures import Problem, Status
from harness.engine.plugins.lambda_runtime.limits import Deadline
from harness.engine.plugins.lambda_runtime.logs import LogCapture
from harness.engine.plugins.lambda_runtime.messages import Invocation
from harness.engine.plugins.lambda_runtime.runtime import Answer, Ask, Runtime
from harness.engine.plugins.lambda_runtime.template import Template


@dataclass(frozen=True)
class Outcome:
    """What an invocation came to: the caller's payload, whether it is an error, the log, and how long it took."""

    payload: bytes
    is_error: bool
    log: str
    duration_ms: float


def _nothing() -> None:
    """Nobody waits for the end."""


class SandboxClosedError(Exception):
    """The environment was closed between its reservation and its use."""


class Sandbox:
    """An environment that handles one event at a time.

    It starts its runtime ahead of the first event, within `limits.INIT_SECONDS`; what goes wrong there is told to the
    first event's caller. After a crash or a timeout the runtime is gone, and the next event starts another one within
    its own time, while the scratch folder stays: all as on AWS. A runtime that was killed from outside between two
    events is nobody's failure: the next event just starts another one.

    Args:
        blueprint: what to build.
        template: where workers come from.
        at_end: called when the environment has ended, which can be after it was closed.
    """

    def __init__(self, blueprint: Blueprint, template: Template, at_end: Callable[[], None] = _nothing) -> None:
        self._blueprint = blueprint
        self._template = template
        self._at_end = at_end
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
            SandboxClosedError: it was closed.
            TemplateLostError: no worker can be had.
        """
        with self._occupied():
            deadline = Deadline(limits.INIT_SECONDS)
            started = self._start(deadline)
            elapsed_ms = deadline.elapsed() * 1000
            if isinstance(started, Runtime):
                self._init_ms = elapsed_ms
                return
            self._early_report = report.failed_init(elapsed_ms, started, self._blueprint.logs_json)
            # Too slow a start is tried again in the first event's time; other failures would only repeat themselves.
            self._early_problem = None if started.status is Status.TIMEOUT else started

    def invoke(self, invocation: Invocation, deadline: Deadline, ask: Ask = Runtime.ask) -> Outcome:
        """Have the function handle an event.

        Args:
            invocation: the event.
            deadline: the function's timeout, running.
            ask: has the runtime handle it; behaviours have other ways.

        Raises:
            SandboxClosedError: it was closed.
            TemplateLostError: no worker can be had.
        """
        with self._occupied():
            before = self._log.drain() + self._early_report
            self._early_report = ""
            answer = self._answer(invocation, deadline, ask)
            return self._outcome(invocation.request_id, before, answer, deadline)

    def close(self) -> None:
        """End the environment; an event that is being handled may finish first, as on AWS. Twice is harmless."""
        with self._lock:
            if not self._closed and not self._busy:
                self._destroy()
            self._closed = True

    def kill(self) -> bool:
        """Kill the worker, as the kernel does when memory runs out; whether it was in the middle of an event."""
        with self._lock:
            if self._runtime is None or not self._runtime.alive:
                return False
            if self._busy:
                # Who waits for the answer learns of the end, and buries it.
                self._runtime.strike()
            else:
                self._runtime.kill()
            return self._busy

    @contextmanager
    def _occupied(self) -> Iterator[None]:
        """Put off the end of the environment until the block is done."""
        with self._lock:
            if self._closed:
                raise SandboxClosedError("The execution environment has ended.")
            self._busy = True
        try:
            yield
        finally:
            with self._lock:
                self._busy = False
                if self._closed:
                    self._destroy()

    def _answer(self, invocation: Invocation, deadline: Deadline, ask: Ask) -> Answer:
        problem, self._early_problem = self._early_problem, None
        current = problem or self._current_runtime(deadline)
        return ask(current, invocation, deadline) if isinstance(current, Runtime) else Answer.failed(current)

    def _current_runtime(self, deadline: Deadline) -> Runtime | Problem:
        runtime = self._runtime
        if runtime is not None and runtime.alive and (runtime.lost() or runtime.outdated()):
            runtime.kill()
        return runtime if runtime is not None and runtime.alive else self._start(deadline)

    def _start(self, deadline: Deadline) -> Runtime | Problem:
        runtime = self._runtime = Runtime(self._template.fork(self._log), self._blueprint)
        return runtime.start(deadline) or runtime

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
        body = problem.body(request_id) if problem else answer.body
        return Outcome(body, answer.is_error, "".join(parts), usage.duration_ms)

    def _destroy(self) -> None:
        if self._runtime is not None:
            self._runtime.kill()
        self._log.close()
        rmtree(self._blueprint.scratch, ignore_errors=True)
        self._at_end()
