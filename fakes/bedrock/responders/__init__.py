"""Who answers a conversation: responders, asked in order."""

from typing import Protocol

from fakes.bedrock.conversation import Conversation
from fakes.bedrock.responders.extractive import ExtractiveResponder
from fakes.bedrock.responders.summary import SummaryResponder


class Responder(Protocol):
    """Something that may know what to say. The same conversation always gets the same answer."""

    def answer(self, conversation: Conversation) -> str | None:
        """Give the text of an answer, or None to leave it to the next responder."""


def built_in_responders() -> tuple[Responder, ...]:
    """List the responders that need no file: extraction when the prompt asks for fields, else a summary."""
    return (ExtractiveResponder(), SummaryResponder())
