"""Answers that a real account has given: recorded once, replayed without a network."""

from pathlib import Path

from fakes.bedrock.answer import Reply
from fakes.bedrock.catalogue import Model
from fakes.bedrock.conversation import Conversation
from fakes.bedrock.responders.cassettes.recording import find_recording


class CassetteResponder:
    """Replays the recording of a request.

    Args:
        folder: where recordings are; it need not exist.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def answer(self, conversation: Conversation, model: Model) -> Reply | None:
        """Reply as was recorded; None when this request never was.

        Raises:
            DefinitionError: the recording's file is broken.
        """
        recording = find_recording(self._folder, conversation, model)
        return recording.reply.to_reply() if recording else None
