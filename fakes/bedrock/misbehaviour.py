"""What behaviours make of what a model says: late, garbled, cut off, or refused."""

from dataclasses import replace

from fakes.bedrock.answer import Answer, StopReason, Usage
from fakes.bedrock.catalogue import Model
from fakes.bedrock.conversation import Conversation
from fakes.bedrock.tokens import count_tokens, truncate
from fakes.behaviours.board import BOARD, Board
from fakes.behaviours.effects import Corrupt, Delay, Effect, Error, Truncate
from fakes.behaviours.moment import Moment, Point
from fakes.behaviours.spoiling import spoil_text
from fakes.common.owner import Owner

OPERATION = "Generate"
"""The work's name in a match; operations that lead to it are calls of their own."""

_ABLE: tuple[type[Effect], ...] = (Corrupt, Delay, Error, Truncate)


def spoil(answer: Answer, caller: Owner, model: Model, conversation: Conversation, board: Board = BOARD) -> Answer:
    """What a model says in the end; takes as long as it is told to.

    An error is a refusal: the model says its message, and stops for the reason that is its code, if that is one of
    Bedrock's stop reasons such as `content_filtered`.

    Args:
        answer: what it would say.
        caller: who asks.
        model: who answers.
        conversation: what was asked.
        board: who decides.
    """
    order = board.decide(_moment(caller, model, conversation), _ABLE)
    if order is None:
        return answer
    match order.effect:
        case Delay(seconds=seconds):
            order.wait(seconds)
        case Corrupt() as corrupt:
            return replace(answer, text=spoil_text(answer.text, corrupt, order.dice))
        case Truncate(keep=keep):
            text = truncate(answer.text, int(keep * count_tokens(answer.text)))
            return _said(answer, text, StopReason.MAX_TOKENS)
        case Error(code=code, message=message):
            return _said(answer, message, StopReason(code) if code in set(StopReason) else StopReason.END_TURN)
    return answer


def _said(answer: Answer, text: str, reason: StopReason) -> Answer:
    return Answer(text, reason, Usage(answer.usage.input_tokens, count_tokens(text)))


def _moment(caller: Owner, model: Model, conversation: Conversation) -> Moment:
    return Moment(
        Point.WORK,
        "bedrock-runtime",
        OPERATION,
        caller.account,
        caller.region,
        (model.id,),
        prompt=lambda: "\n".join([*conversation.texts(), *conversation.results()]),
    )
