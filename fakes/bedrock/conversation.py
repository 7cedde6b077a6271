"""One request and one answer, whatever the model family and the operation they came through."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """Who speaks in a turn."""

    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True)
class Turn:
    """What one side said: the texts of its content blocks, joined by newlines."""

    role: Role
    text: str


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
    """What the model is asked: a system text and turns that start with the user's."""

    turns: tuple[Turn, ...]
    system: str = ""
    inference: Inference = field(default_factory=Inference)

    @property
    def prefill(self) -> str:
        """The beginning of the answer, when the caller has written it as a last assistant turn."""
        last = self.turns[-1]
        return last.text if last.role is Role.ASSISTANT else ""

    def texts(self) -> list[str]:
        """What the caller wrote, latest first; the system text comes last."""
        asked = [turn.text for turn in reversed(self.turns) if turn.role is Role.USER]
        return [*asked, self.system]


class StopReason(StrEnum):
    """Why the answer ended, in the Converse API's words."""

    END_TURN = "end_turn"
    MAX_TOKENS = "max_tokens"
    STOP_SEQUENCE = "stop_sequence"


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
class Answer:
    """What the model said."""

    text: str
    stop_reason: StopReason
    usage: Usage
