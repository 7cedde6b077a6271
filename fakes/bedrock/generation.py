"""From a conversation to an answer: who answers, where the answer stops, what it costs in tokens."""

from collections.abc import Iterable, Sequence

from fakes.bedrock.catalogue import Model
from fakes.bedrock.conversation import Answer, Conversation, Inference, StopReason, Usage
from fakes.bedrock.errors import InvalidRequestError
from fakes.bedrock.responders import Responder
from fakes.bedrock.tokens import count_tokens, truncate


class NoResponderError(Exception):
    """No responder had an answer; the last of a chain must always have one."""


def generate(conversation: Conversation, model: Model, responders: Sequence[Responder]) -> Answer:
    """Answer a conversation as a model with these limits would.

    Raises:
        InvalidRequestError: more tokens asked for than the model writes, or sent than it reads.
        NoResponderError: no responder answered.
    """
    inference = conversation.inference
    _check_output_limit(inference, model)
    read = _count_input(conversation)
    if read > model.context_tokens:
        raise InvalidRequestError(
            "Input Tokens Exceeded: Number of input tokens exceeds maximum length. "
            "Please update the input to try again."
        )
    said = _first_answer(conversation, responders).removeprefix(conversation.prefill)
    text, reason = _stop(said, inference, model)
    return Answer(text, reason, Usage(read, count_tokens(text)))


def _check_output_limit(inference: Inference, model: Model) -> None:
    limit = model.max_output_tokens
    if inference.max_tokens is not None and inference.max_tokens > limit:
        raise InvalidRequestError(
            f"The maximum tokens you requested exceeds the model limit of {limit}. "
            f"Try again with a maximum tokens value that is lower than {limit}."
        )


def _count_input(conversation: Conversation) -> int:
    return count_tokens(conversation.system, *(turn.text for turn in conversation.turns))


def _first_answer(conversation: Conversation, responders: Iterable[Responder]) -> str:
    for responder in responders:
        text = responder.answer(conversation)
        if text is not None:
            return text
    raise NoResponderError("no responder answered the conversation")


def _stop(text: str, inference: Inference, model: Model) -> tuple[str, StopReason]:
    """End a text at its first stop sequence or at the token limit, whichever comes first."""
    reason = StopReason.END_TURN
    ends = [text.index(stop) for stop in inference.stop_sequences if stop in text]
    if ends:
        text, reason = text[: min(ends)], StopReason.STOP_SEQUENCE
    limit = inference.max_tokens or model.max_output_tokens
    if count_tokens(text) > limit:
        return truncate(text, limit), StopReason.MAX_TOKENS
    return text, reason
