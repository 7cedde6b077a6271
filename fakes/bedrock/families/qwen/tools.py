"""`tools` and `tool_choice` of a chat completions request."""

from collections.abc import Iterable
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.json_value import JsonObject
from fakes.bedrock.responders.extractive.schema import is_schema
from fakes.bedrock.tools import Choice, Tool, Toolbox

_CHOICES = {"auto": Choice.AUTO, "none": Choice.NONE, "required": Choice.ANY}


class ChatFunction(BaseModel):
    """A function that may be called."""

    model_config = ConfigDict(strict=True)
    name: str = Field(min_length=1, max_length=64)
    description: str = ""
    parameters: JsonObject = {"type": "object"}


class ChatTool(BaseModel):
    """A tool; functions are the only kind."""

    model_config = ConfigDict(strict=True)
    type: Literal["function"]
    function: ChatFunction


class NamedFunction(BaseModel):
    """A function's name."""

    name: str


class FunctionChoice(BaseModel):
    """The function that must be called."""

    model_config = ConfigDict(strict=True)
    type: Literal["function"]
    function: NamedFunction


ChatToolChoice: TypeAlias = Literal["auto", "none", "required"] | FunctionChoice


def to_toolbox(tools: Iterable[ChatTool], choice: ChatToolChoice | None) -> Toolbox:
    """Check the tools and put them together.

    Raises:
        InvalidRequestError: parameters are no JSON Schema, or an unknown function is demanded.
    """
    offered = tuple(Tool(each.function.name, each.function.description, each.function.parameters) for each in tools)
    for tool in offered:
        if not is_schema(tool.schema):
            raise InvalidRequestError(f"The parameters of the function {tool.name} are not a valid JSON Schema.")
    if not isinstance(choice, FunctionChoice):
        return Toolbox(offered, _CHOICES[choice or "auto"])
    if choice.function.name not in {tool.name for tool in offered}:
        raise InvalidRequestError(f"The function {choice.function.name} of tool_choice is not in tools.")
    return Toolbox(offered, forced=choice.function.name)
