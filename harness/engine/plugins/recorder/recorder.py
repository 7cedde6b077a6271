"""Turns what passes LocalStack's gateway into recorded calls."""

import time
from typing import Any

from harness.engine.call import Call
from harness.engine.plugins.recorder.identity import identify
from harness.engine.plugins.recorder.origin import origin_of
from harness.engine.plugins.recorder.redaction import redact
from harness.engine.plugins.recorder.resources import find_resources
from harness.engine.plugins.recorder.ring import Ring
from harness.engine.plugins.recorder.tallies import Tallies
from harness.engine.plugins.server.connection import KEY

# LocalStack's RequestContext and Response, which have no types.
Context = Any
Answer = Any

_ARRIVED = "rehearsal_arrived"

UNHEARD = 499
"""Status of a call whose caller has heard no answer, since its connection broke or it waited no longer; nginx's."""


class Recorder:
    """Notes when a request comes, and records it when its answer is ready.

    Args:
        ring: where calls are kept.
        tallies: where they are counted.
    """

    def __init__(self, ring: Ring, tallies: Tallies) -> None:
        self.ring = ring
        self._tallies = tallies
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
        call = call_of(context, answer, arrived, started)
        if self.keeps_bodies(call.account):
            call.request, call.response = redact(context.service_request), redact(context.service_response)
        self.record(call)

    def record(self, call: Call) -> None:
        """Keep a call, and count it."""
        self.ring.add(call)
        self._tallies.add(call)


def call_of(context: Context, answer: Answer, arrived: float, started: float) -> Call:
    """What is known of a call without its bodies.

    Args:
        context: LocalStack's, of the request.
        answer: that it got.
        arrived: when, in seconds since the epoch.
        started: likewise, by `time.perf_counter`.
    """
    broken = _broken(context)
    origin, identity = origin_of(context), identify(context.request.headers.get("Authorization", ""))
    parameters = context.service_request
    return Call(
        time=arrived,
        account=origin.account,
        region=context.region or "",
        service=context.service.service_name,
        operation=context.operation.name,
        status=UNHEARD if broken else answer.status_code,
        milliseconds=round((time.perf_counter() - started) * 1000, 3),
        error=broken or getattr(context.service_exception, "code", "") or "",
        role=identity.role,
        session=identity.session,
        caller=origin.caller.value,
        principal=origin.principal,
        source=origin.source,
        resources=find_resources(parameters) if isinstance(parameters, dict) else {},
        request_bytes=context.request.content_length,
        response_bytes=answer.content_length,
        request_id=context.request_id or "",
        behaviour=context.get("rehearsal_behaviour") or "",
        tick=started,
    )


def _broken(context: Context) -> str:
    """Why the caller won't hear the answer; empty if it will."""
    connection = context.request.environ.get(KEY)
    return "" if connection is None else str(connection.broken)
