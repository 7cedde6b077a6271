"""Calls to the control routes that our plugins add to an engine."""

from collections.abc import Mapping
from typing import Any

import httpx

PREFIX = "/_rehearse"
TIMEOUT_SECONDS = 30.0
"""An engine that is gone is known at once: only one that hangs, or a very busy machine, takes longer than a moment."""

# The engine is on this machine: a proxy of the user's environment has no business here.
_CLIENT = httpx.Client(trust_env=False, timeout=TIMEOUT_SECONDS)


class ControlError(Exception):
    """The engine didn't answer, or refused; the message is its own."""


class NoAnswerError(ControlError):
    """The engine didn't answer."""


def get(endpoint: str, path: str) -> Any:
    """The JSON answer of a control route, e.g. `get(endpoint, "health")`.

    Raises:
        ControlError: no answer, or an error status.
    """
    return _call("GET", endpoint, path, None)


def post(endpoint: str, path: str, body: Any, seconds: float = 0.0) -> Any:
    """Send JSON to a control route, whose work may take so many seconds, and return its JSON answer.

    Raises:
        ControlError: no answer, or an error status.
    """
    return _request("POST", endpoint, path, json=body, timeout=TIMEOUT_SECONDS + seconds).json()


def put(endpoint: str, path: str, body: Any) -> Any:
    """Put JSON at a control route and return its JSON answer.

    Raises:
        ControlError: no answer, or an error status.
    """
    return _call("PUT", endpoint, path, body)


def delete(endpoint: str, path: str) -> Any:
    """Delete what is at a control route and return its JSON answer.

    Raises:
        ControlError: no answer, or an error status.
    """
    return _call("DELETE", endpoint, path, None)


def get_lines(endpoint: str, path: str, parameters: Mapping[str, Any], seconds: float = 0.0) -> list[str]:
    """The lines with which a control route answers, which may wait up to `seconds` for the first.

    Raises:
        ControlError: no answer, or an error status.
    """
    answer = _request("GET", endpoint, path, params=parameters, timeout=TIMEOUT_SECONDS + seconds)
    return answer.text.splitlines()


def _call(method: str, endpoint: str, path: str, body: Any) -> Any:
    return _request(method, endpoint, path, json=body).json()


def _request(method: str, endpoint: str, path: str, **options: Any) -> httpx.Response:
    try:
        answer = _CLIENT.request(method, f"{endpoint}{PREFIX}/{path}", **options)
    except httpx.HTTPError as error:
        raise NoAnswerError(str(error).rstrip(".") or type(error).__name__) from error
    if answer.is_error:
        raise ControlError(f"{answer.status_code} {answer.text}")
    return answer
