"""The one place at which behaviours change calls: two handlers in LocalStack's chain, for every service and fake.

The first runs when a request has been parsed and before its service sees it; it delays, fails, or breaks the
connection. The second runs when the answer is ready, and damages it. Either may kill the function that calls.
"""

from typing import Any

from botocore.exceptions import ConnectionClosedError
from localstack.aws.api import CommonServiceException

from fakes.behaviours.board import BOARD, Board, Order
from fakes.behaviours.effects import (
    Corrupt,
    Crash,
    Delay,
    Deny,
    Effect,
    Error,
    Hang,
    Partial,
    ReadOnly,
    Reset,
    Size,
    SlowBody,
    Throttle,
    Truncate,
)
from harness.engine.plugins.behaviours import answers, batches, errors
from harness.engine.plugins.behaviours.moments import moment_of
from harness.engine.plugins.lambda_runtime.at_work import AT_WORK
from harness.engine.plugins.server.connection import KEY

# LocalStack's HandlerChain, RequestContext and Response, which have no types.
Chain = Any
Context = Any
Answer = Any

ANYWHERE: tuple[type[Effect], ...] = (
    Corrupt,
    Delay,
    Deny,
    Error,
    Hang,
    ReadOnly,
    Reset,
    Size,
    SlowBody,
    Throttle,
    Truncate,
)
"""What can be done to every call."""


class CallBehaviours:
    """Asks the board about each call, and does what it orders.

    Args:
        board: who decides.
    """

    def __init__(self, board: Board = BOARD) -> None:
        self._board = board

    def before(self, chain: Chain, context: Context, answer: Answer) -> None:
        """Handler of requests.

        Raises:
            CommonServiceException: the call is to fail; LocalStack makes the answer from it.
        """
        if context.operation is None or not self._board.is_busy:
            return
        order = self._board.decide(moment_of(context), _able(context))
        if order is None:
            return
        context.rehearsal_behaviour, context.rehearsal_order = order.behaviour, order
        try:
            _obey(order, chain, context, answer)
        except CommonServiceException as error:
            context.service_exception = error
            raise

    def after(self, _chain: Chain, context: Context, answer: Answer) -> None:
        """Handler of answers."""
        order: Order | None = context.get("rehearsal_order")
        if order is None:
            return
        match order.effect:
            case Crash():
                _strike(context)
            case Corrupt() | Truncate():
                answers.spoil(answer, order.effect, order.dice, context.request.environ.get(KEY))
            case Size(bytes=size):
                answers.resize(answer, size, context.request.environ.get(KEY))
            case SlowBody(bytes_per_second=speed):
                answers.slow_down(answer, speed, order.ended)
            case Partial():
                batches.tell_failed(context, answer)


def _able(context: Context) -> tuple[type[Effect], ...]:
    """What can be done to a call."""
    of_batches = (Partial,) if batches.is_batch(context) else ()
    of_functions = (Crash,) if AT_WORK.of_caller(_authorization(context)) else ()
    return (*ANYWHERE, *of_batches, *of_functions)


def _authorization(context: Context) -> str:
    return str(context.request.headers.get("Authorization", ""))


def _strike(context: Context) -> None:
    """Kill the function that calls, unless it has ended by itself meanwhile: its time may be up."""
    if strike := AT_WORK.of_caller(_authorization(context)):
        strike()


def _obey(order: Order, chain: Chain, context: Context, answer: Answer) -> None:
    match order.effect:
        case Delay(seconds=seconds):
            order.wait(seconds)
        case Error() | Throttle() | ReadOnly() | Deny() as effect:
            raise errors.error_of(effect, context)
        case Hang(seconds=seconds):
            order.wait(seconds)
            _break(chain, context)
        case Reset():
            _break(chain, context)
        case Crash(when="before"):
            _strike(context)
            _break(chain, context)
        case Partial() as partial:
            batches.fail_some(order, partial, chain, context, answer)


def _break(chain: Chain, context: Context) -> None:
    """End a call without an answer."""
    connection = context.request.environ.get(KEY)
    if connection is None:  # one of the engine's own services, which calls without a connection
        chain.throw(ConnectionClosedError(endpoint_url=context.request.url))
    else:
        connection.reset()
    chain.terminate()
