"""What a caller's actions said, matched with what the agent had asked for."""

import json
from typing import Any

from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.json_value import Json, plain
from fakes.bedrock.tools import ToolResult, ToolUse
from fakes.bedrock_agent.actions import Action
from fakes.bedrock_agent.agents import Agent
from fakes.bedrock_agent.sessions import Session

_FAILED = 400


def take_results(agent: Agent, session: Session, state: dict[str, Any]) -> tuple[ToolResult, ...]:
    """Match the results of a request with the actions that the session waits for.

    Raises:
        InvalidRequestError: they belong to another invocation, or an action has no result.
    """
    if session.invocation_id is None or state.get("invocationId") != session.invocation_id:
        raise InvalidRequestError(
            "The invocationId in sessionState doesn't match an invocation that the agent returned control for."
        )
    given = state["returnControlInvocationResults"]
    return tuple(_result(use, agent.actions[use.name], given) for use in session.pending)


def _result(use: ToolUse, action: Action, given: list[dict[str, Any]]) -> ToolResult:
    content = next((found for each in given if (found := action.call.answered_by(each)) is not None), None)
    if content is None:
        raise InvalidRequestError(f"returnControlInvocationResults has no result of the action {use.name}.")
    failed = content.get("responseState") == "FAILURE" or int(content.get("httpStatusCode", 200)) >= _FAILED
    bodies = (content.get("responseBody") or {}).values()
    return ToolResult(use.id, "\n".join(_words(body.get("body") or "") for body in bodies), failed)


def _words(body: str) -> str:
    """Read a body: JSON as labels and values, anything else as it is."""
    try:
        value: Json = json.loads(body)
    except ValueError:
        return body
    return plain(value)
