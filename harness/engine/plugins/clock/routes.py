"""The clock over HTTP, under `/_rehearse/clock`."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from localstack.http import Request, Response, route
from pydantic import BaseModel, Field, ValidationError

from harness.engine.plugins.clock.clock import SECOND, Clock
from harness.engine.plugins.clock.driver import Driver, Moved
from harness.engine.plugins.clock.pending import is_pending, something_pends
from harness.engine.plugins.lambda_runtime.engine_time import SLEEP_PATH

PATH = "/_rehearse/clock"


class Advance(BaseModel):
    """By how many seconds to move."""

    seconds: float = Field(ge=0, le=10 * 366 * 86400)


class Limit(BaseModel):
    """By how many seconds to move at most."""

    limit: float = Field(ge=0, le=10 * 366 * 86400)


class Rate(BaseModel):
    """Virtual seconds per real second."""

    rate: float = Field(ge=0, le=1000)


class ClockRoutes:
    """Reads and moves the clock of this engine.

    Args:
        clock: the clock.
        driver: what moves it.
        patience: real seconds for which it waits for a piece of work.
    """

    def __init__(self, clock: Clock, driver: Driver, patience: float) -> None:
        self._clock = clock
        self._driver = driver
        self._patience = patience

    @route(PATH, methods=["GET"])
    def show(self, _request: Request, **_parameters: str) -> Response:
        """The time, and who waits for what."""
        return _answer(self._state())

    @route(f"{PATH}/advance", methods=["POST"])
    def advance(self, request: Request, **_parameters: str) -> Response:
        """Move time by `seconds`."""
        return self._changed(request, Advance, lambda wanted: _told(self._driver.advance(wanted.seconds)))

    @route(f"{PATH}/step", methods=["POST"])
    def step(self, request: Request, **_parameters: str) -> Response:
        """Move time to the next moment for which somebody waits, by `limit` seconds at most."""
        return self._changed(request, Limit, lambda wanted: _told(self._driver.step(wanted.limit)))

    @route(f"{PATH}/run-to-idle", methods=["POST"])
    def run_to_idle(self, request: Request, **_parameters: str) -> Response:
        """Move time until nothing is pending, by `limit` seconds at most."""
        return self._changed(request, Limit, lambda wanted: _told(self._driver.run_to_idle(wanted.limit)))

    @route(SLEEP_PATH, methods=["POST"])
    def sleep(self, request: Request, **_parameters: str) -> Response:
        """Answer when `seconds` have passed: how handlers sleep."""
        self._clock.sleep(max(0.0, float(request.args["seconds"])))
        return _answer({})

    @route(f"{PATH}/rate", methods=["PUT"])
    def set_rate(self, request: Request, **_parameters: str) -> Response:
        """Let time pass at `rate` virtual seconds per real one."""

        def change(wanted: Rate) -> dict[str, Any]:
            self._driver.set_rate(wanted.rate)
            return {}

        return self._changed(request, Rate, change)

    def _changed(self, request: Request, model: type[Any], change: Callable[[Any], dict[str, Any]]) -> Response:
        try:
            wanted = model.model_validate_json(request.data)
        except ValidationError as error:
            return _answer({"error": error.errors(include_url=False)[0]["msg"]}, status=400)
        return _answer({"moved": change(wanted) or None, **self._state()})

    def _state(self) -> dict[str, Any]:
        now = self._clock.time_ns()
        return {
            "now": _written(now),
            "offset": round(self._clock.offset(), 3),
            "rate": self._clock.pace.rate,
            "patience": self._patience,
            "idle": not something_pends(self._clock.sleepers),
            "at_work": self._clock.activity.at_work(),
            "sleepers": [
                {
                    "thread": sleeper.waiter.thread.name,
                    "seconds": round(max(0, sleeper.deadline_ns - now) / SECOND, 3),
                    "pending": is_pending(sleeper),
                }
                for sleeper in self._clock.sleepers.asleep()
            ],
        }


def _told(moved: Moved) -> dict[str, Any]:
    unsettled = [{"work": one.work, "at": _written(one.at), "seconds": one.seconds} for one in moved.unsettled]
    return {**asdict(moved), "unsettled": unsettled}


def _written(moment: int) -> str:
    """To the microsecond, never rounded up: who counts from it to a whole minute doesn't arrive before that."""
    seconds, rest = divmod(moment, SECOND)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest // 1000).isoformat(timespec="microseconds")


def _answer(body: Any, status: int = 200) -> Response:
    return Response(json.dumps(body), status=status, mimetype="application/json")
