"""`toolConfig`, as Nova's native body and the Converse API write it."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.json_value import JsonObject
from fakes.bedrock.responders.extractive.schema import is_schema
from fakes.bedrock.tools import Choice, Tool, Toolbox

Name = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[a-zA-Z0-9_-]+$")]


class InputSchema(BaseModel):
    """A tool's input."""

    model_config = ConfigDict(strict=True, extra="forbid")
    schema_: JsonObject = Field(validation_alias="json")


class ToolSpec(BaseModel):
    """A tool."""

    model_config = ConfigDict(strict=True, extra="ignore")
    name: Name
    description: str = ""
    input_schema: InputSchema = Field(validation_alias="inputSchema")


class ToolEntry(BaseModel):
    """A tool, or a cache point, which changes nothing."""

    model_config = ConfigDict(strict=True, extra="allow")
    spec: ToolSpec | None = Field(default=None, validation_alias="toolSpec")


class Nothing(BaseModel):
    """An object without parameters."""


class NamedTool(BaseModel):
    """The tool that must be used."""

    name: Name


class ToolChoice(BaseModel):
    """How to choose; exactly one member is given."""

    model_config = ConfigDict(strict=True, extra="forbid")
    auto: Nothing | None = None
    any: Nothing | None = None
    tool: NamedTool | None = None


class ToolConfig(BaseModel):
    """The tools of a request."""

    model_config = ConfigDict(strict=True, extra="forbid")
    tools: list[ToolEntry] = Field(min_length=1)
    choice: ToolChoice = Field(default_factory=ToolChoice, validation_alias="toolChoice")

    def toolbox(self) -> Toolbox:
        """Check the tools and put them together.

        Raises:
            InvalidRequestError: a name stands twice, a schema is none, or an unknown tool is demanded.
        """
        specs = [entry.spec for entry in self.tools if entry.spec]
        tools = tuple(Tool(spec.name, spec.description, spec.input_schema.schema_) for spec in specs)
        _check(tools)
        forced = self.choice.tool.name if self.choice.tool else None
        if forced is not None and forced not in {tool.name for tool in tools}:
            raise InvalidRequestError(
                f"The tool {forced} that toolConfig.toolChoice names is not in toolConfig.tools. "
                "Name one of the tools and try again."
            )
        return Toolbox(tools, Choice.ANY if self.choice.any is not None else Choice.AUTO, forced)


def _check(tools: Iterable[Tool]) -> None:
    seen: set[str] = set()
    for position, tool in enumerate(tools):
        place = f"toolConfig.tools.{position}.toolSpec"
        if tool.name in seen:
            raise InvalidRequestError(f"The value at {place}.name is a duplicate. Tool names must be unique.")
        seen.add(tool.name)
        if tool.schema.get("type") != "object":
            raise InvalidRequestError(
                f"The value at {place}.inputSchema.json.type must be one of the following: object."
            )
        if not is_schema(tool.schema):
            raise InvalidRequestError(f"The value at {place}.inputSchema.json is not a valid JSON Schema.")
