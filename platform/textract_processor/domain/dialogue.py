"""What is said between a run and a language model."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Question:
    """What a model is asked: one user message, and the most tokens that its answer may have."""

    prompt: str
    max_tokens: int


@dataclass(frozen=True)
class Errand:
    """For what a model is asked: the processing run that pays, and the time by which the run has to end."""

    payer: str
    deadline: datetime


@dataclass(frozen=True)
class Usage:
    """What an answer took: tokens read, and tokens written; `cached` when another run has paid for it."""

    input_tokens: int
    output_tokens: int
    cached: bool = False


@dataclass(frozen=True)
class Answer:
    """What a model answered and the tokens used; `cached` when another run has paid for it.

    `stop_reason` is in the words of Bedrock's Converse API, whichever way the model was called.
    """

    text: str
    stop_reason: str
    input_tokens: int
    output_tokens: int
    cached: bool = False

    @property
    def usage(self) -> Usage:
        """What it took, without what it says."""
        return Usage(self.input_tokens, self.output_tokens, self.cached)
