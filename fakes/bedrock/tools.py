"""Tools that a caller offers to a model, and how the model is to choose among them."""

from dataclasses import dataclass
from enum import StrEnum

from fakes.bedrock.json_value import JsonObject


@dataclass(frozen=True)
class Tool:
    """Something that the caller can do for the model.

    Attributes:
        name: what the model calls it by.
        description: when it is of use.
        schema: JSON Schema of its input.
    """

    name: str
    description: str
    schema: JsonObject


class Choice(StrEnum):
    """Whether the model uses a tool."""

    AUTO = "auto"
    ANY = "any"
    NONE = "none"


@dataclass(frozen=True)
class Toolbox:
    """The tools of one request.

    Attributes:
        tools: what is offered, in the caller's order.
        choice: whether a tool is to be used.
        forced: the one tool that must be used, or None.
    """

    tools: tuple[Tool, ...] = ()
    choice: Choice = Choice.AUTO
    forced: str | None = None

    @property
    def demanded(self) -> bool:
        """Tell whether the answer has to use a tool."""
        return self.forced is not None or self.choice is Choice.ANY

    @property
    def usable(self) -> tuple[Tool, ...]:
        """The tools among which the model may choose."""
        if self.forced is not None:
            return tuple(tool for tool in self.tools if tool.name == self.forced)
        return () if self.choice is Choice.NONE else self.tools


@dataclass(frozen=True)
class ToolUse:
    """The model's wish to use a tool; its result comes back under the same id."""

    id: str
    name: str
    input: JsonObject


@dataclass(frozen=True)
class ToolResult:
    """What a tool said.

    Attributes:
        use_id: id of the wish that it answers.
        text: the result in words.
        failed: the tool could not do it.
    """

    use_id: str
    text: str
    failed: bool = False
