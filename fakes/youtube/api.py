"""Answers requests: key, behaviours, quota, parameters, then the method."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fakes.behaviours.board import BOARD, Board
from fakes.behaviours.effects import Delay, Error, Hang, Throttle
from fakes.behaviours.moment import Moment, Point
from fakes.youtube.catalogue import Catalogue
from fakes.youtube.errors import ApiError, key_invalid, key_missing, not_emulated
from fakes.youtube.methods import METHODS, Method
from fakes.youtube.parameters import Parameters
from fakes.youtube.quota import Quota
from fakes.youtube.resources import Json

_KEY = re.compile(r"[\w-]{39}", re.ASCII)
"""What Google's keys look like."""

_ABLE = (Delay, Error, Hang, Throttle)


@dataclass(frozen=True)
class Answer:
    """An HTTP status and the JSON body."""

    status: int
    body: Json


class YouTube:
    """The API.

    Args:
        catalogue: what there is.
        quota: what a key may spend.
        board: who decides what goes wrong.
    """

    def __init__(self, catalogue: Catalogue, quota: Quota, board: Board = BOARD) -> None:
        self._catalogue = catalogue
        self._quota = quota
        self._board = board

    def answer(self, account: str, path: str, verb: str, parameters: Mapping[str, str], key: str | None) -> Answer:
        """Answer a request.

        Args:
            account: whose behaviours take effect, and whose key it is.
            path: behind `/youtube/v3/`.
            verb: HTTP method.
            parameters: the query.
            key: the API key.
        """
        try:
            return Answer(200, self._answer(account, path, verb, parameters, key))
        except ApiError as error:
            return Answer(error.status, error.body())

    def _answer(self, account: str, path: str, verb: str, parameters: Mapping[str, str], key: str | None) -> Json:
        method = METHODS.get(path)
        if method is None or verb != "GET":
            raise not_emulated(f"method {verb} {path}")
        if not key:
            raise key_missing()
        if not _KEY.fullmatch(key):
            raise key_invalid()
        self._misbehave(account, method, parameters)
        self._quota.spend(f"{account}/{key}", method.units)  # what is wrong with a request is told at the same price
        method.known.check(parameters)
        return method.answer(self._catalogue, Parameters(parameters))

    def _misbehave(self, account: str, method: Method, parameters: Mapping[str, str]) -> None:
        names = tuple(parameters.get(name, "") for name in ("q", "id", "videoId"))
        order = self._board.decide(Moment(Point.CALL, "youtube", method.name, account, "", names, writes=False), _ABLE)
        if order is None:
            return
        match order.effect:
            case Delay(seconds=seconds):
                order.wait(seconds)
            case Hang(seconds=seconds):
                order.wait(seconds)
                raise ApiError(503, "backendError", "Backend Error", "global", "UNAVAILABLE")
            case Error(code=code, message=message, status=status):
                raise ApiError(status or 400, code, message, "global")
            case Throttle(code=reason, message=message):
                raise ApiError(403, reason or "rateLimitExceeded", message, "usageLimits")
