"""Guardrails: what may not be asked or said, and what is said instead. They are defined in files."""

import re
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from fakes.bedrock.conversation import Conversation
from fakes.bedrock.definitions import Definitions
from fakes.bedrock.errors import InvalidRequestError

_SORRY = "Sorry, the model cannot answer this question."


class Guardrail(BaseModel):
    """One version of a guardrail.

    Attributes:
        id: its identifier, the last part of its ARN.
        version: a number, or `DRAFT`.
        blocked_input: patterns that the user may not write.
        blocked_output: patterns that the model may not write.
        input_message: said instead of an answer to blocked input.
        output_message: said instead of a blocked answer.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    version: str = "DRAFT"
    blocked_input: tuple[re.Pattern[str], ...] = ()
    blocked_output: tuple[re.Pattern[str], ...] = ()
    input_message: str = _SORRY
    output_message: str = _SORRY

    def on_input(self, conversation: Conversation) -> str | None:
        """Say what is answered instead, when the conversation has blocked input."""
        said = [turn.text for turn in conversation.turns]
        results = [result.text for turn in conversation.turns for result in turn.tool_results]
        return self.input_message if _matches(self.blocked_input, [*said, *results]) else None

    def on_output(self, text: str) -> str | None:
        """Say what is answered instead, when the text is blocked."""
        return self.output_message if _matches(self.blocked_output, [text]) else None


class Guardrails:
    """The guardrails of a folder of YAML files.

    Args:
        folder: where the files are, or None.
    """

    def __init__(self, folder: Path | None) -> None:
        self._definitions = Definitions(folder, Guardrail)

    def find(self, identifier: str, version: str) -> Guardrail:
        """Find a version of a guardrail by its id or ARN.

        Raises:
            InvalidRequestError: there is none; AWS's words.
        """
        name = identifier.rpartition("/")[2]
        for guardrail in self._definitions.items():
            if (guardrail.id, guardrail.version) == (name, version):
                return guardrail
        raise InvalidRequestError("The guardrail identifier or version provided in the request does not exist.")


def _matches(patterns: Iterable[re.Pattern[str]], texts: Iterable[str]) -> bool:
    whole = "\n".join(texts)
    return any(pattern.search(whole) for pattern in patterns)
