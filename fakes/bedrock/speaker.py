"""Lets a model speak: within the account's quota, under a guardrail, at the model's pace."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fakes import clock
from fakes.bedrock.answer import Answer
from fakes.bedrock.catalogue import Model
from fakes.bedrock.conversation import Conversation
from fakes.bedrock.errors import BedrockError
from fakes.bedrock.generation import generate
from fakes.bedrock.guardrails import Guardrail, Guardrails
from fakes.bedrock.limits import count_input
from fakes.bedrock.misbehaviour import spoil
from fakes.bedrock.quotas import Quotas
from fakes.bedrock.responders import Responder, responders_of
from fakes.behaviours.board import BOARD, Board
from fakes.common.owner import Owner
from fakes.settings import FakeSettings


@dataclass(frozen=True)
class Pace:
    """How fast a model writes.

    Attributes:
        seconds_per_token: time that a token takes.
        sleep: lets seconds pass.
    """

    seconds_per_token: float
    sleep: Callable[[float], None]

    def write(self, answer: Answer) -> None:
        """Let the time pass that a whole answer takes."""
        self.sleep(answer.usage.output_tokens * self.seconds_per_token)

    def send(self, events: Sequence[Mapping[str, Any]], answer: Answer) -> Iterator[Mapping[str, Any]]:
        """Send an answer's events, its time spread over them."""
        pause = answer.usage.output_tokens * self.seconds_per_token / len(events)
        for event in events:
            self.sleep(pause)
            yield event


class Speaker:
    """Answers conversations.

    Args:
        responders: asked in order; the first that has an answer gives it.
        guardrails: what may not be said.
        quotas: how much may be asked.
        pace: how fast it is answered.
        board: has some answers come out otherwise.
    """

    def __init__(
        self,
        responders: Sequence[Responder],
        guardrails: Guardrails,
        quotas: Quotas,
        pace: Pace,
        board: Board = BOARD,
    ) -> None:
        self._responders = tuple(responders)
        self._board = board
        self._guardrails = guardrails
        self.quotas = quotas
        self.pace = pace

    def guardrail(self, identifier: str | None, version: str | None) -> Guardrail | None:
        """Find the guardrail that a request names.

        Raises:
            InvalidRequestError: it doesn't exist.
        """
        return self._guardrails.find(identifier, version or "DRAFT") if identifier else None

    def answer(
        self, caller: Owner, model: Model, conversation: Conversation, guardrail: Guardrail | None = None
    ) -> Answer:
        """Answer a conversation, at once.

        Raises:
            ThrottledError: the caller's quota is used up.
            InvalidRequestError: the conversation is longer than the model allows.
        """
        most = conversation.inference.max_tokens or model.max_output_tokens
        reservation = self.quotas.admit(caller, model, count_input(conversation) + most)
        try:
            answer = spoil(
                generate(conversation, model, self._responders, guardrail), caller, model, conversation, self._board
            )
        except BedrockError:
            # A request that is refused has read and written nothing.
            reservation.tokens = 0
            raise
        reservation.tokens = answer.usage.total_tokens
        return answer


def speaker_of(settings: FakeSettings) -> Speaker:
    """Build a speaker as settings have it."""
    folder = settings.responders
    return Speaker(
        responders_of(folder),
        Guardrails(_within(folder, "guardrails")),
        Quotas(settings.bedrock_quotas, clock.now),
        Pace(settings.bedrock_seconds_per_token, clock.sleep),
    )


def _within(folder: Path | None, name: str) -> Path | None:
    return folder / name if folder else None
