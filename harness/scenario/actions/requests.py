"""Asking the system for something: its API over HTTP, its functions directly."""

import json
from typing import Any, Literal

import httpx

from harness.scenario.world import World, WorldError

TIMEOUT_SECONDS = 60.0
"""Real seconds for an answer; API Gateway itself gives an integration 29."""


def call_api(
    world: World,
    api: str,
    path: str,
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = "GET",
    body: Any = None,
    headers: dict[str, str] | None = None,
    answer: str = "answer",
) -> dict[str, Any]:
    """Call the system's API; returns `status`, `headers` and `body`, which probe `answer_of` can see later.

    An answer of any status will do: what it must be is said with `answer_of`.

    Args:
        world: the scenario's.
        api: the stack's output with the API's URL, e.g. `ApiUrl`.
        path: below that URL, with its query, e.g. `/jobs?limit=10`.
        method: of HTTP.
        body: sent as JSON, unless it is a text, which is sent as it is.
        headers: by name, e.g. `{Authorization: Bearer ...}`.
        answer: the name by which the answer is kept.

    Raises:
        WorldError: no answer came.
    """
    content = body if isinstance(body, str) or body is None else json.dumps(body)
    kind = {"Content-Type": "application/json"} if content is not None else {}

    def request() -> httpx.Response:
        url = world.output(api).rstrip("/") + "/" + path.lstrip("/")
        options: dict[str, Any] = {"content": content, "headers": {**kind, **(headers or {})}}
        return httpx.request(method, url, timeout=TIMEOUT_SECONDS, trust_env=False, **options)

    try:
        response = world.clock.during(request)
    except httpx.HTTPError as error:
        raise WorldError(f"{method} {path} got no answer: {error or type(error).__name__}") from error
    seen = {"status": response.status_code, "headers": dict(response.headers), "body": _decoded(response.text)}
    world.answers[answer] = seen
    return seen


def invoke(
    world: World, function: str, payload: Any = None, asynchronous: bool = False, answer: str = "answer"
) -> dict[str, Any]:
    """Invoke a function; returns `error`, null for success, and `body`, which probe `answer_of` can see later.

    Args:
        world: the scenario's.
        function: its name, or the stack's output with it.
        payload: the event, as JSON.
        asynchronous: whether nobody waits for the result; Lambda then retries errors.
        answer: the name by which the answer is kept.
    """
    name = world.outputs.get(function, function)
    kind = "Event" if asynchronous else "RequestResponse"
    client = world.client("lambda")

    def call() -> dict[str, Any]:
        told = client.invoke(FunctionName=name, InvocationType=kind, Payload=json.dumps(payload))
        return {"error": told.get("FunctionError"), "body": _decoded(told["Payload"].read().decode())}

    seen = world.clock.during(call)
    world.answers[answer] = seen
    return seen


def _decoded(text: str) -> Any:
    """JSON if it is JSON."""
    try:
        return json.loads(text)
    except ValueError:
        return text
