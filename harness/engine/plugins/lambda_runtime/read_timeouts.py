"""The SDK's read timeouts in the engine's time. Standard library only, apart from the SDK.

A socket's timeout passes in the host's time: it would strike while the engine's time stands still, and not in a leap.
So a worker in virtual time tells with each call how long it waits, and the engine tells when that is over.
"""

from collections.abc import Callable
from typing import Any

ASKED = "X-Rehearsal-Read-Timeout"
"""Header of a call: seconds that its caller waits for an answer."""

OVER = "X-Rehearsal-Timed-Out"
"""Header of an answer that is none."""


def follow() -> None:
    """In the template, when the SDK has been imported: have workers wait in the engine's time."""
    from botocore.httpsession import URLLib3Session

    session: Any = URLLib3Session
    session.send = _asking(session.send)
    session._get_pool_manager_kwargs = _without_timeout(session._get_pool_manager_kwargs)


def _asking(original: Callable[..., Any]) -> Callable[..., Any]:
    from botocore.exceptions import ReadTimeoutError

    def send(self: Any, request: Any) -> Any:
        seconds = getattr(self._timeout, "read_timeout", self._timeout)
        if seconds is not None:
            request.headers[ASKED] = repr(float(seconds))
        response = original(self, request)
        if OVER in response.headers:
            raise ReadTimeoutError(endpoint_url=request.url)
        return response

    return send


def _without_timeout(original: Callable[..., Any]) -> Callable[..., Any]:
    def pool_manager_kwargs(self: Any, **more: Any) -> Any:
        return {**original(self, **more), "timeout": None}

    return pool_manager_kwargs
