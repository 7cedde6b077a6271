"""What a model is asked, whatever the model family and the operation it came through."""

from dataclasses import dataclass, field
from enum import StrEnum

from fakes.bedrock.tools import Toolbox, ToolResult, ToolUse


class Role(StrEnum):
    """Who speaks in a turn."""

    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True)
class Turn:
    """What one side said.

    Attributes:
        role: whose turn it is.
        text: the texts of its content blocks, joined by newlines.
        tool_uses: the tools that the assistant wanted used.
        tool_results: what the user's tools said.
    """

    role: Role
    text: str
    tool_uses: tuple[ToolUse, ...] = ()
    tool_results: tuple[ToolResult, ...] = ()


@dataclass(frozen=True)
class Inference:
    """How the answer is to be generated.

    Attributes:
        max_tokens: length of the answer at most, in tokens; None means the model's own limit.
        stop_sequences: texts before which the answer ends.
    """

    max_tokens: int | None = None
    stop_sequences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conversation:
    """What the model is asked: a system text, turns that start with the user's, and tools."""

    turns: tuple[Turn, ...]
    system: str = ""
    inference: Inference = field(default_factory=Inference)
    toolbox: Toolbox = field(default_factory=Toolbox)

    @property
    def prefill(self) -> str:
        """The beginning of the answer, when the caller has written it as a last assistant turn."""
        last = self.turns[-1]
        return last.text if last.role is Role.ASSISTANT else ""

    @property
    def prompt(self) -> str:
        """The user's latest text."""
        return next((turn.text for turn in reversed(self.turns) if turn.role is Role.USER and turn.text), "")

    @property
    def since_prompt(self) -> tuple[Turn, ...]:
        """The turns after the user's latest text: tools wanted, and what they said."""
        asked = [at for at, turn in enumerate(self.turns) if turn.role is Role.USER and turn.text]
        return self.turns[asked[-1] + 1 :] if asked else self.turns

    def texts(self) -> list[str]:
        """What the caller wrote, latest first; the system text comes last."""
        asked = [turn.text for turn in reversed(self.turns) if turn.role is Role.USER and turn.text]
        return [*asked, self.system]

    def results(self) -> list[str]:
        """What the tools said that were used for the latest text, in order."""
        return [result.text for turn in self.since_prompt for result in turn.tool_results]
