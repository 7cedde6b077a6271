"""The lines that Lambda itself writes to a function's log, as text or, for functions that log JSON, as JSON."""

import json
import math
from dataclasses import dataclass
from typing import Any

from harness.engine.plugins.lambda_runtime import clock
from harness.engine.plugins.lambda_runtime.failures import Problem, Status


@dataclass(frozen=True)
class Usage:
    """What an invocation took.

    Attributes:
        duration_ms: of the handler, and of a start within the invocation's time.
        init_ms: of the start before the first invocation; None for the others.
        memory_mb: what the function has.
        peak_mb: what it used at most.
    """

    duration_ms: float
    init_ms: float | None
    memory_mb: int
    peak_mb: int

    @property
    def billed_ms(self) -> int:
        """Whole milliseconds, the start included, as AWS bills since August 2025."""
        return math.ceil(self.duration_ms + (self.init_ms or 0.0))


def start(request_id: str, version: str, as_json: bool) -> str:
    """The line before the function's own."""
    if as_json:
        return _event("platform.start", {"requestId": request_id, "version": version})
    return f"START RequestId: {request_id} Version: {version}\n"


def end(request_id: str, usage: Usage, problem: Problem | None, as_json: bool) -> str:
    """The lines after the function's own. An exception of the handler is none of the runtime's problems."""
    if as_json:
        return _event("platform.report", _record(request_id, usage, problem))
    parts = [
        f"REPORT RequestId: {request_id}",
        f"Duration: {usage.duration_ms:.2f} ms",
        f"Billed Duration: {usage.billed_ms} ms",
        f"Memory Size: {usage.memory_mb} MB",
        f"Max Memory Used: {min(usage.peak_mb, usage.memory_mb)} MB",
    ]
    if usage.init_ms is not None:
        parts.append(f"Init Duration: {usage.init_ms:.2f} ms")
    if problem is not None:
        parts.append(f"Status: {problem.status}")
        if problem.status is Status.ERROR:
            parts.append(f"Error Type: {problem.error_type}")
    return f"END RequestId: {request_id}\n" + "\t".join(parts) + "\t\n"


def failed_init(duration_ms: float, problem: Problem, as_json: bool) -> str:
    """The line about a start that failed."""
    if as_json:
        record = {"initializationType": "on-demand", "phase": "init", "status": problem.status.value}
        return _event("platform.initReport", {**record, "metrics": {"durationMs": round(duration_ms, 2)}})
    line = f"INIT_REPORT Init Duration: {duration_ms:.2f} ms\tPhase: init\tStatus: {problem.status}"
    return line + (f"\tError Type: {problem.error_type}\n" if problem.status is Status.ERROR else "\n")


def _record(request_id: str, usage: Usage, problem: Problem | None) -> dict[str, Any]:
    metrics: dict[str, float] = {
        "durationMs": round(usage.duration_ms, 2),
        "billedDurationMs": usage.billed_ms,
        "memorySizeMB": usage.memory_mb,
        "maxMemoryUsedMB": min(usage.peak_mb, usage.memory_mb),
    }
    if usage.init_ms is not None:
        metrics["initDurationMs"] = round(usage.init_ms, 2)
    status = problem.status if problem else Status.SUCCESS
    record = {"requestId": request_id, "metrics": metrics, "status": status.value}
    return {**record, "errorType": problem.error_type} if problem and status is Status.ERROR else record


def _event(kind: str, record: dict[str, Any]) -> str:
    return json.dumps({"time": clock.timestamp(), "type": kind, "record": record}) + "\n"
