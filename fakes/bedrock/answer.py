"""What a responder says, and the answer that the model makes of it."""

from dataclasses import dataclass
from enum import StrEnum

from fakes.bedrock.json_value import JsonObject
from fakes.bedrock.tools import ToolUse


class StopReason(StrEnum):
    """Why the answer ended, in the Converse API's words."""

    END_TURN = "end_turn"
    TOOL_USE = "tool_use"
    MAX_TOKENS = "max_tokens"
    STOP_SEQUENCE = "stop_sequence"
    GUARDRAIL_INTERVENED = "guardrail_intervened"
    CONTENT_FILTERED = "content_filtered"


@dataclass(frozen=True)
class Usage:
    """Tokens read and written."""

    input_tokens: int
    output_tokens: int

    @property
    def total_tokens(self) -> int:
        """What is billed, in both directions."""
        return self.input_tokens + self.output_tokens


@dataclass(frozen=True)
class ToolCall:
    """A tool that a responder wants used."""

    name: str
    input: JsonObject


@dataclass(frozen=True)
class Reply:
    """What a responder says.

    Attributes:
        text: the words; may be empty when there are calls.
        calls: tools to use.
        stop_reason: set when the reply is final as it is, and no limit cuts it.
        usage: tokens that a real model counted, or None to count them here.
    """

    text: str = ""
    calls: tuple[ToolCall, ...] = ()
    stop_reason: StopReason | None = None
    usage: Usage | None = None


@dataclass(frozen=True)
class Answer:
    """What the model says.

    Attributes:
        text: the words.
        stop_reason: why it ended.
        usage: what it cost.
        tool_uses: tools that it wants used, after the words.
        stop_sequence: the sequence before which it ended, or None.
    """

    text: str
    stop_reason: StopReason
    usage: Usage
    tool_uses: tuple[ToolUse, ...] = ()
    stop_sequence: str | None = None
