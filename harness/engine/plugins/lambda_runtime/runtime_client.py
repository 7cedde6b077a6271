"""The Runtime API as the runtime client sees it, spoken over a socket to the engine. Standard library only, apart
from the runtime's library."""

import json
import resource
import socket
import sys
from typing import Any

from awslambdaric.lambda_runtime_client import BaseLambdaRuntimeClient, InvocationRequest

from harness.engine.plugins.lambda_runtime import wire
from harness.engine.plugins.lambda_runtime.limits import RESPONSE_BYTES
from harness.engine.plugins.lambda_runtime.messages import (
    Failure,
    InitError,
    Invocation,
    Message,
    Oversize,
    Ready,
    Response,
)


class RuntimeClient(BaseLambdaRuntimeClient):
    """Answers the calls of `awslambdaric.bootstrap.run` with messages instead of HTTP.

    Args:
        channel: connection to the engine.
    """

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._inherited_kb = _peak_kb()
        self._announced = False

    def wait_next_invocation(self) -> InvocationRequest:
        """Block until the engine sends an event. The first call also says that the handler is loaded.

        Raises:
            SystemExit: the engine closed the connection.
        """
        if not self._announced:
            self._announced = True
            self._send(Ready(self._inherited_kb))
        try:
            invocation = wire.receive(self._channel)
        except EOFError:
            raise SystemExit(0) from None
        if not isinstance(invocation, Invocation):
            raise TypeError(f"expected Invocation, not {invocation}")
        return InvocationRequest(
            invoke_id=invocation.request_id,
            x_amzn_trace_id=invocation.trace_id,
            invoked_function_arn=invocation.function_arn,
            deadline_time_in_ms=invocation.deadline_ms,
            client_context=invocation.client_context,
            cognito_identity=None,
            tenant_id=None,
            content_type="application/json",
            event_body=invocation.body,
            invocation_id=None,
        )

    def post_invocation_result(
        self, _invoke_id: str, result_data: str | bytes, _content_type: str = "", _invocation_id: Any = None
    ) -> None:
        """Send what the handler returned, unless it is too much."""
        body = _encoded(result_data)
        too_large = len(body) > RESPONSE_BYTES
        self._send(Oversize(_peak_kb(), len(body)) if too_large else Response(_peak_kb(), body))

    def post_invocation_error(
        self, _invoke_id: str, error_response_data: str, _xray_fault: str, _invocation_id: Any = None
    ) -> None:
        """Send what the handler raised."""
        error_type = json.loads(error_response_data)["errorType"]
        self._send(Failure(_peak_kb(), error_type, _encoded(error_response_data)))

    def post_init_error(self, error_response_data: dict[str, Any], error_type_override: str | None = None) -> None:
        """Send why there is no handler; the runtime then exits."""
        error_type = error_type_override or error_response_data["errorType"]
        self._send(InitError(error_type, json.dumps(error_response_data).encode()))

    def _send(self, message: Message) -> None:
        try:
            wire.send(self._channel, message)
        except OSError:
            raise SystemExit(0) from None


def _encoded(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _peak_kb() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform == "darwin" else peak
