"""Turns what passes LocalStack's gateway into recorded calls."""

import time
from typing import Any

from localstack.utils.aws.request_context import extract_access_key_id_from_auth_header

from harness.engine.call import Call
from harness.engine.plugins.recorder.identity import Identity, identify
from harness.engine.plugins.recorder.origin import origin_of
from harness.engine.plugins.recorder.redaction import redact
from harness.engine.plugins.recorder.resources import find_resources
from harness.engine.plugins.recorder.ring import Ring

# LocalStack's RequestContext and Response, which have no types.
Context = Any
Answer = Any

_ARRIVED = "rehearsal_arrived"


class Recorder:
    """Notes when a request comes, and records it when its answer is ready.

    Args:
        ring: where calls are kept.
    """

    def __init__(self, ring: Ring) -> None:
        self.ring = ring
        self._with_bodies: frozenset[str] = frozenset()

    def keep_bodies(self, account: str, wanted: bool) -> None:
        """Record parameters and answers of an account's calls from now on, or no longer."""
        self._with_bodies = self._with_bodies | {account} if wanted else self._with_bodies - {account}

    def keeps_bodies(self, account: str) -> bool:
        """Whether parameters and answers of an account's calls are recorded."""
        return account in self._with_bodies

    def arrive(self, _chain: Any, context: Context, _answer: Answer) -> None:
        """Handler of requests: note the time."""
        setattr(context, _ARRIVED, (time.time(), time.perf_counter()))

    def leave(self, _chain: Any, context: Context, answer: Answer) -> None:
        """Finalizer, which also runs for calls that failed: record the call, if it is one."""
        if context.operation is None or context.service is None:
            return
        arrived, started = context.get(_ARRIVED) or (time.time(), time.perf_counter())
        milliseconds = (time.perf_counter() - started) * 1000
        # Outside of the ring's lock, so that callers don't wait for one another's records.
        facts = self._facts(context, answer, arrived, milliseconds)
        self.ring.add(lambda number: Call.model_construct(number=number, **facts))

    def _facts(self, context: Context, answer: Answer, arrived: float, milliseconds: float) -> dict[str, Any]:
        identity = _identity(context)
        parameters = context.service_request
        origin = origin_of(context)
        return {
            "time": arrived,
            "account": origin.account,
            "region": context.region or "",
            "role": identity.role,
            "session": identity.session,
            "caller": origin.caller.value,
            "principal": origin.principal,
            "service": context.service.service_name,
            "operation": context.operation.name,
            "resources": find_resources(parameters) if isinstance(parameters, dict) else {},
            "status": answer.status_code,
            "error": getattr(context.service_exception, "code", "") or "",
            "milliseconds": round(milliseconds, 3),
            "request_bytes": context.request.content_length,
            "response_bytes": answer.content_length,
            "request_id": context.request_id or "",
            "behaviour": context.get("rehearsal_behaviour") or "",
            **self._bodies(context, origin.account),
        }

    def _bodies(self, context: Context, account: str) -> dict[str, Any]:
        if account not in self._with_bodies:
            return {}
        return {"request": redact(context.service_request), "response": redact(context.service_response)}


def _identity(context: Context) -> Identity:
    return identify(extract_access_key_id_from_auth_header(context.request.headers))
