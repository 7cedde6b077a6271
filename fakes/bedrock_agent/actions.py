"""Actions of an agent: how a wish for one is put to the caller, and how the caller's result is recognised."""

from dataclasses import dataclass
from typing import Any, Protocol

from fakes.bedrock.json_value import Json, JsonObject, as_text
from fakes.bedrock.tools import Tool, ToolUse


class Call(Protocol):
    """The kind of an action."""

    def invocation(self, values: JsonObject, types: dict[str, str], agent_id: str) -> JsonObject:
        """Write one member of `invocationInputs`."""

    def answered_by(self, result: dict[str, Any]) -> dict[str, Any] | None:
        """Return the content of a member of `returnControlInvocationResults` when it is this action's, else None."""

    def trace(self, values: JsonObject, types: dict[str, str]) -> JsonObject:
        """Write the action as a trace has it."""


@dataclass(frozen=True)
class FunctionCall:
    """An action that has a name."""

    group: str
    function: str

    def invocation(self, values: JsonObject, types: dict[str, str], agent_id: str) -> JsonObject:
        """Write a `functionInvocationInput`."""
        content: JsonObject = {
            "actionGroup": self.group,
            "function": self.function,
            "parameters": parameters(values, types),
            "agentId": agent_id,
            "actionInvocationType": "RESULT",
        }
        return {"functionInvocationInput": content}

    def answered_by(self, result: dict[str, Any]) -> dict[str, Any] | None:
        """Recognise a `functionResult` by group and function."""
        content: dict[str, Any] = result.get("functionResult") or {}
        return content if (content.get("actionGroup"), content.get("function")) == (self.group, self.function) else None

    def trace(self, values: JsonObject, types: dict[str, str]) -> JsonObject:
        """Write group and function."""
        return {"actionGroupName": self.group, "function": self.function, "parameters": parameters(values, types)}


@dataclass(frozen=True)
class ApiCall:
    """An action that is an HTTP operation.

    Attributes:
        body: names of the parameters that are sent in the body.
    """

    group: str
    path: str
    method: str
    body: frozenset[str]

    def invocation(self, values: JsonObject, types: dict[str, str], agent_id: str) -> JsonObject:
        """Write an `apiInvocationInput`."""
        outside = {name: value for name, value in values.items() if name not in self.body}
        inside = {name: value for name, value in values.items() if name in self.body}
        content: JsonObject = {
            "actionGroup": self.group,
            "apiPath": self.path,
            "httpMethod": self.method,
            "parameters": parameters(outside, types),
            "agentId": agent_id,
            "actionInvocationType": "RESULT",
        }
        if inside:
            properties: JsonObject = {"properties": parameters(inside, types)}
            content["requestBody"] = {"content": {"application/json": properties}}
        return {"apiInvocationInput": content}

    def answered_by(self, result: dict[str, Any]) -> dict[str, Any] | None:
        """Recognise an `apiResult` by group, path and method."""
        content: dict[str, Any] = result.get("apiResult") or {}
        given = content.get("actionGroup"), content.get("apiPath"), content.get("httpMethod", self.method)
        return content if given == (self.group, self.path, self.method) else None

    def trace(self, values: JsonObject, types: dict[str, str]) -> JsonObject:
        """Write group, path and method."""
        return {
            "actionGroupName": self.group,
            "apiPath": self.path,
            "verb": self.method,
            "parameters": parameters(values, types),
        }


@dataclass(frozen=True)
class Action:
    """One action: the tool that the model sees, and the call that the caller is asked for.

    Attributes:
        types: each parameter's type.
    """

    tool: Tool
    call: Call
    types: dict[str, str]

    def invocation(self, use: ToolUse, agent_id: str) -> JsonObject:
        """Put a wish to the caller."""
        return self.call.invocation(use.input, self.types, agent_id)


def parameters(values: JsonObject, types: dict[str, str]) -> list[Json]:
    """Write values as AWS's list of parameters, each value in words."""
    return [
        {"name": name, "type": types.get(name, "string"), "value": value if isinstance(value, str) else as_text(value)}
        for name, value in values.items()
    ]
