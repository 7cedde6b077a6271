"""Claude's `tools` and `tool_choice`."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.json_value import JsonObject
from fakes.bedrock.responders.extractive.schema import is_schema
from fakes.bedrock.tools import Choice, Tool, Toolbox

Name = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[a-zA-Z0-9_-]+$")]


class ClaudeTool(BaseModel):
    """A tool of the caller's own."""

    model_config = ConfigDict(strict=True, extra="forbid")
    type: Literal["custom"] = "custom"
    name: Name
    description: str = ""
    input_schema: JsonObject
    cache_control: JsonObject | None = None


class ClaudeToolChoice(BaseModel):
    """How to choose."""

    model_config = ConfigDict(strict=True, extra="forbid")
    type: Literal["auto", "any", "tool", "none"]
    name: Name | None = None
    disable_parallel_tool_use: bool = False


def to_toolbox(tools: Sequence[ClaudeTool], choice: ClaudeToolChoice | None) -> Toolbox:
    """Check the tools and put them together.

    Raises:
        InvalidRequestError: a name stands twice, a schema is none, or an unknown tool is demanded.
    """
    names = [tool.name for tool in tools]
    for index, tool in enumerate(tools):
        if tool.name in names[:index]:
            raise InvalidRequestError("tools: Tool names must be unique.")
        _check_schema(index, tool.input_schema)
    if choice and not tools:
        raise InvalidRequestError("tool_choice: tool_choice may only be specified while providing tools.")
    if choice and choice.type == "tool" and choice.name not in names:
        raise InvalidRequestError(f"Tool '{choice.name}' not found in provided tools")
    offered = tuple(Tool(tool.name, tool.description, tool.input_schema) for tool in tools)
    forced = choice.name if choice and choice.type == "tool" else None
    kind = choice.type if choice else "auto"
    return Toolbox(offered, Choice.AUTO if kind == "tool" else Choice(kind), forced)


def _check_schema(index: int, schema: JsonObject) -> None:
    place = f"tools.{index}.custom.input_schema"
    if "type" not in schema:
        raise InvalidRequestError(f"{place}.type: Field required")
    if schema["type"] != "object":
        raise InvalidRequestError(f"{place}.type: Input should be 'object'")
    if not is_schema(schema):
        raise InvalidRequestError(f"{place}: JSON schema is invalid. It must match JSON Schema draft 2020-12.")
