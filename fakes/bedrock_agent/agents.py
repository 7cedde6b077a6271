"""Agents, as files define them: instructions, a model, and actions that the caller carries out."""

from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from fakes.bedrock.definitions import Definitions
from fakes.bedrock.errors import UnknownResourceError
from fakes.bedrock.json_value import Json, JsonObject
from fakes.bedrock.tools import Tool, Toolbox
from fakes.bedrock_agent.actions import Action, ApiCall, FunctionCall

_TEST_ALIAS = "TSTALIASID"


class _Definition(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Parameter(_Definition):
    """One parameter of an action, as in a function schema of CreateAgentActionGroup."""

    type: Literal["string", "number", "integer", "boolean", "array"] = "string"
    description: str = ""
    required: bool = False

    def schema_(self) -> JsonObject:
        """The JSON Schema of a value."""
        items: JsonObject = {"items": {"type": "string"}} if self.type == "array" else {}
        return {"type": self.type, "description": self.description, **items}


class _Operation(_Definition):
    description: str = ""
    parameters: dict[str, Parameter] = {}

    def tool(self, name: str) -> Tool:
        """What the model is offered."""
        properties: JsonObject = {name: parameter.schema_() for name, parameter in self.parameters.items()}
        needed: list[Json] = [name for name, parameter in self.parameters.items() if parameter.required]
        return Tool(name, self.description, {"type": "object", "properties": properties, "required": needed})

    def types(self) -> dict[str, str]:
        """Each parameter's type."""
        return {name: parameter.type for name, parameter in self.parameters.items()}


class Function(_Operation):
    """An action that has a name."""

    name: str


class Api(_Operation):
    """An action that is an HTTP operation; parameters of the body are sent as `application/json`."""

    path: str
    method: str = "GET"
    body: dict[str, Parameter] = {}


class ActionGroup(_Definition):
    """Actions that belong together."""

    name: str
    functions: tuple[Function, ...] = ()
    apis: tuple[Api, ...] = ()


class Agent(_Definition):
    """One agent.

    Attributes:
        id: its id, ten letters and digits.
        aliases: ids of aliases by which it is invoked; AWS's test alias always is one.
        model: id of the model that thinks for it.
        instruction: what it is told to be.
        idle_session_seconds: after which silence a session is forgotten; the default of CreateAgent is 600.
    """

    id: str = Field(pattern=r"^[0-9a-zA-Z]{10}$")
    aliases: frozenset[str] = frozenset()
    model: str = "amazon.nova-pro-v1:0"
    instruction: str = ""
    action_groups: tuple[ActionGroup, ...] = ()
    idle_session_seconds: int = Field(default=600, ge=60, le=5400)

    @cached_property
    def actions(self) -> dict[str, Action]:
        """Every action by the name of its tool."""
        return {action.tool.name: action for group in self.action_groups for action in _actions(group)}

    def toolbox(self) -> Toolbox:
        """Every action as a tool."""
        return Toolbox(tuple(action.tool for action in self.actions.values()))


class Agents:
    """The agents of a folder of YAML files.

    Args:
        folder: where the files are, or None.
    """

    def __init__(self, folder: Path | None) -> None:
        self._definitions = Definitions(folder, Agent)

    def find(self, agent_id: str, alias_id: str) -> Agent:
        """Find an agent by its id and the id of one of its aliases.

        Raises:
            UnknownResourceError: there is none; AWS's words.
        """
        for agent in self._definitions.items():
            if agent.id == agent_id and alias_id in {*agent.aliases, _TEST_ALIAS}:
                return agent
        raise UnknownResourceError(
            "Failed to retrieve resource because it doesn't exist. Retry the request with a different resource "
            "identifier."
        )


def _actions(group: ActionGroup) -> list[Action]:
    functions = [
        Action(each.tool(f"{group.name}__{each.name}"), FunctionCall(group.name, each.name), each.types())
        for each in group.functions
    ]
    apis = [
        Action(
            _with_body(each).tool(f"{group.name}__{each.method}_{each.path.strip('/').replace('/', '_')}"),
            ApiCall(group.name, each.path, each.method, frozenset(each.body)),
            _with_body(each).types(),
        )
        for each in group.apis
    ]
    return [*functions, *apis]


def _with_body(api: Api) -> Api:
    return api.model_copy(update={"parameters": {**api.parameters, **api.body}})
