"""Handing messages on, be it late, twice, in the wrong order or not at all."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import TypeAlias

from fakes.behaviours.board import BOARD, Board, Order
from fakes.behaviours.effects import Delay, Drop, Duplicate, Effect, Error, Reorder
from fakes.behaviours.moment import Moment

Send: TypeAlias = Callable[[], object]
"""Hands one message on."""

Channel: TypeAlias = tuple[str, str, str]
"""Service, account and first resource: messages of one channel can overtake one another."""

ABLE: tuple[type[Effect], ...] = (Delay, Drop, Duplicate, Error, Reorder)


class DeliveryError(Exception):
    """A behaviour has an attempt fail.

    Args:
        code: error code.
        message: error message.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


@dataclass
class _Held:
    """A message that waits for `behind` others to pass."""

    send: Send
    behind: int
    lock: Lock = field(default_factory=Lock)

    def release(self) -> None:
        """Send it, once."""
        if self.lock.acquire(blocking=False):
            self.send()


class Deliveries:
    """Delivers messages as the board orders.

    Args:
        board: who decides.
    """

    def __init__(self, board: Board = BOARD) -> None:
        self._board = board
        self._lock = Lock()
        self._held: dict[Channel, list[_Held]] = {}

    def deliver(self, moment: Moment, send: Send, able: tuple[type[Effect], ...] = ABLE) -> None:
        """Hand a message on.

        Args:
            moment: what is delivered; messages with the same first resource are in one order.
            send: does it, perhaps later and in another thread; must not raise then.
            able: what can go wrong on this way.

        Raises:
            DeliveryError: the attempt is to fail.
        """
        order = self._board.decide(moment, able)
        if order is None:
            send()
            self._pass(_channel(moment))
        else:
            self._obey(order, _channel(moment), send)

    def _obey(self, order: Order, channel: Channel, send: Send) -> None:
        match order.effect:
            case Error(code=code, message=message):
                raise DeliveryError(code, message)
            case Delay(seconds=seconds):
                _later(lambda: order.wait(seconds), send)
            case Duplicate(times=times):
                for _ in range(1 + times):
                    send()
                self._pass(channel)
            case Reorder(behind=behind, seconds=seconds):
                held = _Held(send, behind)
                with self._lock:
                    self._held.setdefault(channel, []).append(held)
                _later(lambda: order.wait(seconds), lambda: self._release(channel, held))

    def _pass(self, channel: Channel) -> None:
        """One message has passed those that are held."""
        with self._lock:
            waiting = self._held.get(channel, [])
            for held in waiting:
                held.behind -= 1
            due = [held for held in waiting if held.behind <= 0]
        for held in due:
            self._release(channel, held)

    def _release(self, channel: Channel, held: _Held) -> None:
        with self._lock:
            waiting = self._held.get(channel, [])
            if held in waiting:
                waiting.remove(held)
            if not waiting:
                self._held.pop(channel, None)
        held.release()


def _channel(moment: Moment) -> Channel:
    return moment.service, moment.account, next(iter(moment.resources), "")


def _later(wait: Callable[[], None], send: Send) -> None:
    def run() -> None:
        wait()
        send()

    Thread(target=run, name="rehearsal-delivery", daemon=True).start()


DELIVERIES = Deliveries()
"""The deliveries of this engine process."""
