"""Calls to the control routes that our plugins add to an engine."""

from typing import Any

import httpx

PREFIX = "/_rehearse"
TIMEOUT_SECONDS = 5.0

# The engine is on this machine: a proxy of the user's environment has no business here.
_CLIENT = httpx.Client(trust_env=False, timeout=TIMEOUT_SECONDS)


class ControlError(Exception):
    """The engine didn't answer, or refused; the message is its own."""


def get(endpoint: str, path: str) -> Any:
    """The JSON answer of a control route, e.g. `get(endpoint, "health")`.

    Raises:
        ControlError: no answer, or an error status.
    """
    return _call("GET", endpoint, path, None)


def post(endpoint: str, path: str, body: Any) -> Any:
    """Send JSON to a control route and return its JSON answer.

    Raises:
        ControlError: no answer, or an error status.
    """
    return _call("POST", endpoint, path, body)


def _call(method: str, endpoint: str, path: str, body: Any) -> Any:
    try:
        answer = _CLIENT.request(method, f"{endpoint}{PREFIX}/{path}", json=body)
    except httpx.HTTPError as error:
        raise ControlError(str(error) or type(error).__name__) from error
    if answer.is_error:
        raise ControlError(f"{answer.status_code} {answer.text}")
    return answer.json()
