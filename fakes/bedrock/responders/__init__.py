"""Who answers a conversation: responders, asked in order."""

from pathlib import Path
from typing import Protocol

from fakes.bedrock.answer import Reply
from fakes.bedrock.catalogue import Model
from fakes.bedrock.conversation import Conversation
from fakes.bedrock.responders.cassettes import CassetteResponder
from fakes.bedrock.responders.extractive import ExtractiveResponder
from fakes.bedrock.responders.rules import RuleResponder
from fakes.bedrock.responders.summary import SummaryResponder
from fakes.bedrock.responders.tool_user import ToolUser


class Responder(Protocol):
    """Something that may know what to say. The same conversation always gets the same reply."""

    def answer(self, conversation: Conversation, model: Model) -> Reply | None:
        """Give a reply in a model's place, or None to leave it to the next responder."""


def responders_of(folder: Path | None) -> tuple[Responder, ...]:
    """List the responders in the order in which they are asked.

    What a folder's files say comes first: recorded answers, then rules. The built-in ones answer the rest from the
    text in the prompt: a tool's input, the fields that are asked for, else a summary.
    """
    built_in = (ToolUser(), ExtractiveResponder(), SummaryResponder())
    if folder is None:
        return built_in
    return (CassetteResponder(folder / "cassettes"), RuleResponder(folder / "rules"), *built_in)
