"""The runtime of an execution environment: one worker that has loaded the handler, asked one event at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from harness.engine.plugins.lambda_runtime import engine_time, failures, limits, reload
from harness.engine.plugins.lambda_runtime.at_work import AT_WORK
from harness.engine.plugins.lambda_runtime.blueprint import Blueprint
from harness.engine.plugins.lambda_runtime.failures import Problem
from harness.engine.plugins.lambda_runtime.limits import Deadline, MemoryLimitError, TimeLimitError
from harness.engine.plugins.lambda_runtime.messages import (
    Failure,
    InitError,
    Invocation,
    Message,
    Oversize,
    Ready,
    Response,
    Start,
)
from harness.engine.plugins.lambda_runtime.worker import Worker, WorkerExitedError


@dataclass(frozen=True)
class Answer:
    """What became of an event: the handler's result or error document, or else the runtime's problem.

    Attributes:
        body: for the caller; meaningless with a problem.
        is_error: whether the handler raised, or there is a problem.
        problem: why the handler gave no answer.
    """

    body: bytes = b""
    is_error: bool = False
    problem: Problem | None = None

    @classmethod
    def failed(cls, problem: Problem) -> "Answer":
        """No answer, because of `problem`."""
        return cls(is_error=True, problem=problem)


class Runtime:
    """A worker on its way from the fork to its end. After a problem it is dead, and another takes its place.

    Args:
        worker: a fresh one.
        blueprint: the environment that it becomes.
    """

    def __init__(self, worker: Worker, blueprint: Blueprint) -> None:
        self._worker = worker
        self._blueprint = blueprint
        self._folders = blueprint.hot_folders()
        self._signature = reload.signature(self._folders)
        self._function = blueprint.environment.get("AWS_LAMBDA_FUNCTION_NAME", "")
        self._access_key = blueprint.environment.get("AWS_ACCESS_KEY_ID", "")
        self._inherited_kb = 0
        self.alive = True
        self.peak_mb = limits.BASE_MB

    def start(self, deadline: Deadline) -> Problem | None:
        """Load the handler's module; returns what went wrong."""
        reply = self._exchange(self._start_message(), deadline)
        match reply:
            case Problem():
                return reply
            case Ready(inherited_kb):
                self._inherited_kb = inherited_kb
                return None
            case InitError(error_type, body):
                self.kill()
                return failures.init_error(error_type, body)
        raise TypeError(f"unexpected reply to Start: {reply}")

    def ask(self, invocation: Invocation, deadline: Deadline) -> Answer:
        """Have the handler handle one event."""
        reply = self._exchange(invocation, deadline)
        match reply:
            case Problem():
                return Answer.failed(reply)
            case Response(peak_kb, body):
                self._note_peak(peak_kb)
                return Answer(body)
            case Oversize(peak_kb, size):
                self._note_peak(peak_kb)
                return Answer.failed(failures.response_too_large(size))
            case Failure(peak_kb, _, body):
                self._note_peak(peak_kb)
                return Answer(body, is_error=True)
        raise TypeError(f"unexpected reply to Invocation: {reply}")

    def lost(self) -> bool:
        """Whether somebody from outside has killed the worker. A function that ends it has the next event's caller
        told: on AWS, where it is frozen between events, it would do so only then."""
        return self._worker.lost()

    def outdated(self) -> bool:
        """Whether a hot source file has changed since the start."""
        folders = self._blueprint.hot_folders()
        if not folders and not self._folders:
            return False
        return folders != self._folders or reload.signature(folders) != self._signature

    def strike(self) -> None:
        """Kill the worker while another thread waits for its answer."""
        self._worker.strike()

    def kill(self) -> None:
        """End the worker and wait until it is gone."""
        if self.alive:
            self.alive = False
            self._worker.kill()
            self._worker.close()

    def _exchange(self, message: Message, deadline: Deadline) -> Message | Problem:
        try:
            with (
                AT_WORK.held(self._access_key, self.strike),
                engine_time.running(self._function, self._access_key, deadline.remaining()) as bells,
            ):
                self._worker.send(message)
                return self._worker.receive(deadline, self._limit_kb(), bells)
        except TimeLimitError:
            problem = failures.timed_out(self._blueprint.timeout)
        except MemoryLimitError:
            self.peak_mb = self._blueprint.memory_mb
            problem = failures.out_of_memory()
        except WorkerExitedError as end:
            problem = failures.exited(end.status)
        self.kill()
        return problem

    def _start_message(self) -> Start:
        blueprint = self._blueprint
        fresh = [str(folder) for folder in self._folders]
        return Start(
            environment=blueprint.environment,
            task_root=str(blueprint.task_root),
            import_path=[*fresh, str(blueprint.task_root), *map(str, blueprint.layers)],
            fresh_folders=fresh,
            handler=blueprint.handler,
            seed=blueprint.seed,
        )

    def _limit_kb(self) -> int | None:
        """The resident size at which the watchdog strikes; none before the worker has told what it inherited."""
        if not self._inherited_kb:
            return None
        allowed_mb = self._blueprint.memory_mb + limits.TOLERANCE_MB - limits.BASE_MB
        return self._inherited_kb + allowed_mb * 1024

    def _note_peak(self, peak_kb: int) -> None:
        self.peak_mb = max(self.peak_mb, limits.used_mb(peak_kb, self._inherited_kb))


Ask: TypeAlias = Callable[[Runtime, Invocation, Deadline], Answer]
"""Has a runtime handle an event within a deadline: `Runtime.ask`, or another way."""
