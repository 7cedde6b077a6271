"""How invocations go.

Three patches: one learns which attempt an asynchronous invocation is, one sees it begin and end in its execution
environment, one sees that there was no place for it.
"""

import json
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.happening import InvocationDetail, Kind, Outcome
from harness.engine.plugins.patching import Patch, replace
from harness.engine.plugins.timeline.timeline import TIMELINE

# LocalStack's Invocation, InvocationResult and VersionIdentifier, which have no types.
Invocation = Any
Result = Any
Version = Any

RETRY = "rehearsal_retry"
"""Attribute of an `Invocation` that says how many attempts were made before."""

TIMEOUT = "Sandbox.Timedout"


def apply_to_attempts(module: ModuleType) -> None:
    """Keep the number of an attempt with the invocation; LocalStack's queue of asynchronous ones knows it."""
    replace(module.SQSInvocation, "decode", _numbering)


def _numbering(original: Callable[[str], Any]) -> Any:
    def decode(_class: type, message: str) -> Any:
        queued = original(message)
        setattr(queued.invocation, RETRY, queued.retries)
        return queued

    return classmethod(decode)


def apply_to_work(module: ModuleType) -> None:
    """Watch the one method through which every event reaches a function."""
    replace(module.ExecutionEnvironment, "invoke", _watching_work)


def _watching_work(original: Callable[[Any, Invocation], Result]) -> Callable[[Any, Invocation], Result]:
    def invoke(self: Any, invocation: Invocation) -> Result:
        version, began = self.function_version.id, time.time()
        _note(Kind.INVOCATION_BEGAN, version, invocation, _detail(invocation))
        result = original(self, invocation)
        detail = _detail(invocation)
        detail.milliseconds = round((time.time() - began) * 1000, 3)
        detail.outcome = Outcome.SUCCEEDED
        if result.is_error:
            detail.error, detail.message = _error(result.payload)
            detail.outcome = Outcome.TIMED_OUT if detail.error == TIMEOUT else Outcome.FAILED
        _note(Kind.INVOCATION_ENDED, version, invocation, detail)
        return result

    return invoke


def apply_to_places(module: ModuleType) -> None:
    """Watch for invocations that exceed the function's concurrency."""
    replace(module.LambdaVersionManager, "invoke", _watching_places)


def _watching_places(original: Callable[..., Result]) -> Callable[..., Result]:
    from localstack.aws.api.lambda_ import TooManyRequestsException

    def invoke(self: Any, *, invocation: Invocation) -> Result:
        try:
            return original(self, invocation=invocation)
        except TooManyRequestsException as error:
            detail = _detail(invocation)
            detail.error, detail.message = error.code, str(error)
            _note(Kind.INVOCATION_THROTTLED, self.function_version.id, invocation, detail)
            raise

    return invoke


def _detail(invocation: Invocation) -> InvocationDetail:
    return InvocationDetail(
        asynchronous=invocation.invocation_type == "Event",
        retry=getattr(invocation, RETRY, 0),
    )


def _error(payload: bytes | None) -> tuple[str, str]:
    """Type and message in an error document; a function may return any, or none."""
    try:
        document = json.loads(payload or b"{}")
    except ValueError:
        return "", ""
    if not isinstance(document, dict):
        return "", ""
    return str(document.get("errorType", "")), str(document.get("errorMessage", ""))


def _note(kind: Kind, version: Version, invocation: Invocation, detail: InvocationDetail) -> None:
    TIMELINE.record(version.account, kind, version.function_name, invocation.request_id, detail)


ATTEMPTS = Patch("timeline-of-attempts", "localstack.services.lambda_.invocation.event_manager", apply_to_attempts)
WORK = Patch("timeline-of-work", "localstack.services.lambda_.invocation.execution_environment", apply_to_work)
PLACES = Patch("timeline-of-places", "localstack.services.lambda_.invocation.version_manager", apply_to_places)
