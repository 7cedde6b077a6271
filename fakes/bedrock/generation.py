"""From a conversation to an answer: who answers, where the answer stops, what it costs in tokens."""

import hashlib
from collections.abc import Iterable, Sequence

from fakes.bedrock.answer import Answer, Reply, StopReason, ToolCall, Usage
from fakes.bedrock.catalogue import Model
from fakes.bedrock.conversation import Conversation, Inference
from fakes.bedrock.errors import DefinitionError
from fakes.bedrock.guardrails import Guardrail
from fakes.bedrock.json_value import as_text
from fakes.bedrock.limits import check_context, check_output_limit, count_input
from fakes.bedrock.responders import Responder
from fakes.bedrock.tokens import count_tokens, truncate
from fakes.bedrock.tools import ToolUse

# One letter of the alphabet that AWS's ids are written in, per byte of a digest.
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_ID_LENGTH = 22


class NoResponderError(Exception):
    """No responder had an answer; the last of a chain must always have one."""


def generate(
    conversation: Conversation, model: Model, responders: Sequence[Responder], guardrail: Guardrail | None = None
) -> Answer:
    """Answer a conversation as a model with these limits would.

    Raises:
        InvalidRequestError: more tokens asked for than the model writes, or sent than it reads.
        DefinitionError: a file that defines answers is wrong.
        NoResponderError: no responder answered.
    """
    check_output_limit(conversation.inference.max_tokens, model)
    read = count_input(conversation)
    check_context(read, model)
    if guardrail and (blocked := guardrail.on_input(conversation)):
        return Answer(blocked, StopReason.GUARDRAIL_INTERVENED, Usage(0, 0))
    answer = _finish(_first_reply(conversation, model, responders), conversation, model, read)
    if guardrail and (blocked := guardrail.on_output(answer.text)):
        return Answer(blocked, StopReason.GUARDRAIL_INTERVENED, answer.usage)
    return answer


def _first_reply(conversation: Conversation, model: Model, responders: Iterable[Responder]) -> Reply:
    for responder in responders:
        reply = responder.answer(conversation, model)
        if reply is not None:
            return reply
    raise NoResponderError("no responder answered the conversation")


def _finish(reply: Reply, conversation: Conversation, model: Model, read: int) -> Answer:
    """Make an answer of a reply: cut at the limits, unless it is final, and counted."""
    uses = _tool_uses(reply.calls, conversation)
    if reply.stop_reason is not None:
        usage = reply.usage or Usage(read, count_tokens(reply.text) + sum(map(_cost, uses)))
        return Answer(reply.text, reply.stop_reason, usage, uses)
    inference = conversation.inference
    text, reason, stop = _stop(reply.text.removeprefix(conversation.prefill), inference, model)
    if reason is not StopReason.END_TURN:
        return Answer(text, reason, Usage(read, count_tokens(text)), (), stop)
    written = count_tokens(text) + sum(map(_cost, uses))
    limit = inference.max_tokens or model.max_output_tokens
    if written > limit:
        # A tool use that is cut off is no valid input to any tool.
        return Answer(text, StopReason.MAX_TOKENS, Usage(read, limit))
    return Answer(text, StopReason.TOOL_USE if uses else reason, Usage(read, written), uses)


def _stop(text: str, inference: Inference, model: Model) -> tuple[str, StopReason, str | None]:
    """End a text at its first stop sequence or at the token limit, whichever comes first."""
    reason, sequence = StopReason.END_TURN, None
    found = [(text.index(stop), stop) for stop in inference.stop_sequences if stop in text]
    if found:
        end, sequence = min(found)
        text, reason = text[:end], StopReason.STOP_SEQUENCE
    limit = inference.max_tokens or model.max_output_tokens
    if count_tokens(text) > limit:
        return truncate(text, limit), StopReason.MAX_TOKENS, None
    return text, reason, sequence


def _tool_uses(calls: Iterable[ToolCall], conversation: Conversation) -> tuple[ToolUse, ...]:
    """Give each call an id that follows from what it answers, as the same request has the same answer.

    Raises:
        DefinitionError: a reply, which a file defines, uses a tool that the request doesn't offer.
    """
    calls = tuple(calls)
    offered = {tool.name for tool in conversation.toolbox.tools}
    if strange := {call.name for call in calls} - offered:
        raise DefinitionError(f"The reply uses tools that the request doesn't offer: {', '.join(sorted(strange))}")
    return tuple(
        ToolUse(f"tooluse_{_identify(repr((conversation.turns, index, call)))}", call.name, call.input)
        for index, call in enumerate(calls)
    )


def _identify(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:_ID_LENGTH])


def _cost(use: ToolUse) -> int:
    return count_tokens(use.name, as_text(use.input))
