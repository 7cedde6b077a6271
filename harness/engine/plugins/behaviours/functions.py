"""Lambda functions that crash, fail, hang, or start late. The executor asks here how to have an event handled."""

import json
import signal
from typing import Any

from fakes.behaviours.board import BOARD, Order
from fakes.behaviours.effects import Crash, Delay, Effect, Error, Hang
from fakes.behaviours.moment import Moment, Point
from harness.engine.plugins.lambda_runtime import failures
from harness.engine.plugins.lambda_runtime.limits import Deadline
from harness.engine.plugins.lambda_runtime.messages import Invocation
from harness.engine.plugins.lambda_runtime.runtime import Answer, Ask, Runtime

ABLE: tuple[type[Effect], ...] = (Crash, Delay, Error, Hang)


def way_to_ask(version: Any, event: str) -> Ask:
    """How to have the next event handled.

    Args:
        version: LocalStack's `VersionIdentifier` of the function.
        event: as JSON.
    """
    names = (version.function_name, version.unqualified_arn(), version.qualified_arn())
    moment = Moment(Point.WORK, "lambda", "Invoke", version.account, version.region, names, content=lambda: event)
    order = BOARD.decide(moment, ABLE)
    return Runtime.ask if order is None else _Misbehaving(order).ask


class _Misbehaving:
    """Asks as a behaviour orders."""

    def __init__(self, order: Order) -> None:
        self._order = order

    def ask(self, runtime: Runtime, invocation: Invocation, deadline: Deadline) -> Answer:
        """Have the runtime handle the event, or not."""
        match self._order.effect:
            case Crash(when=when):
                if when == "after":
                    runtime.ask(invocation, deadline)
                runtime.kill()
                return Answer.failed(failures.exited(-signal.SIGKILL))
            case Error(code=code, message=message):
                body = json.dumps({"errorMessage": message, "errorType": code, "requestId": invocation.request_id})
                return Answer(body.encode(), is_error=True)
            case Hang():
                self._order.ended.wait(deadline.remaining())
                runtime.kill()
                return Answer.failed(failures.timed_out(deadline.seconds))
            case Delay(seconds=seconds):
                self._order.wait(seconds)
        return runtime.ask(invocation, deadline)
