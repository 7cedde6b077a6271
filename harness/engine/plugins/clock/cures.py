"""What can't bear a time that leaps, and how it is mended."""

import math
import queue
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from types import ModuleType, SimpleNamespace
from typing import Any

from harness.engine.plugins.clock import real
from harness.engine.plugins.clock.activity import Activity
from harness.engine.plugins.clock.clock import SECOND
from harness.engine.plugins.clock.handlers import Handlers
from harness.engine.plugins.clock.patience import CALLERS
from harness.engine.plugins.lambda_runtime import read_timeouts
from harness.engine.plugins.patching import Patch, replace
from harness.engine.plugins.server.connection import KEY


def patches(activity: Activity, handlers: Handlers) -> tuple[Patch, ...]:
    """The cures; only a virtual clock needs them.

    Args:
        activity: where work is counted.
        handlers: the functions that run, whose calls are no work of theirs.
    """
    return (
        Patch("readiness-needs-no-time", "localstack.utils.sync", _look_in_host_time),
        Patch("deployments-need-no-time", "localstack.services.cloudformation.resource_provider", _look_in_host_time),
        Patch("beats-are-not-made-up-for", "localstack.utils.scheduler", _beats_are_not_made_up_for),
        Patch("calls-are-work", "localstack.aws.app", lambda module: _calls_are_work(module, activity, handlers)),
        Patch("answers-are-work", "rolo.gateway.wsgi", lambda module: _answers_are_work(module, activity, handlers)),
        Patch("callers-rest", "botocore.httpsession", lambda module: _callers_rest(module, activity)),
        Patch("fifo-topics-wait-in-sight", "localstack.services.sns.executor", _fifo_topics_wait_in_sight),
    )


class _HostTime:
    """What the module `time` is to those who look again and again whether some work is done: it takes no virtual time,
    and would never be looked for while that stands still."""

    sleep = staticmethod(real.sleep)
    time = staticmethod(lambda: real.time_ns() / SECOND)


def _look_in_host_time(module: ModuleType) -> None:
    replace(module, "time", lambda _original: _HostTime)


def _beats_are_not_made_up_for(module: ModuleType) -> None:
    """A task whose beats a leap has passed over runs once, not once for each, and then at the next of its beats: one of
    every half past stays one of every half past, in all runs that follow on the same engine."""
    import time

    def next_beat(original: Callable[..., None]) -> Callable[..., None]:
        def set_next_deadline(self: Any) -> None:
            original(self)
            behind = time.time() - self.deadline
            if behind > 0:
                self.deadline += math.ceil(behind / self.period) * self.period

        return set_next_deadline

    replace(module.ScheduledTask, "set_next_deadline", next_beat)


def _calls_are_work(module: ModuleType, activity: Activity, handlers: Handlers) -> None:
    def counted(original: Callable[..., Any]) -> Callable[..., Any]:
        def process(self: Any, request: Any, response: Any) -> Any:
            with activity.working(), handlers.calling(request.headers.get("Authorization", "")) as go_on:

                def give_up() -> None:
                    go_on()
                    _tell_that_time_is_up(request)

                with CALLERS.waiting(request.headers.get(read_timeouts.ASKED, type=float), give_up):
                    return original(self, request, response)

        return process

    replace(module.LocalstackAwsGateway, "process", counted)


def _tell_that_time_is_up(request: Any) -> None:
    """To a caller that waits no longer, as no service would."""
    request.environ[KEY].cut_short("408 Request Timeout", read_timeouts.OVER, "ReadTimeout")


def _answers_are_work(module: ModuleType, activity: Activity, handlers: Handlers) -> None:
    """Making an answer's pieces is work as well: what trickles takes virtual time, for which a handler waits."""

    def counted(original: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
        def call(self: Any, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            authorization = environ.get("HTTP_AUTHORIZATION", "")
            return Pieces(original(self, environ, start), activity, partial(handlers.calling, authorization))

        return call

    replace(module.WsgiGateway, "__call__", counted)


class Pieces:
    """An answer's pieces: to make one is work, to send it isn't, since then it is the client's turn.

    Args:
        pieces: of a WSGI answer.
        activity: where work is counted.
        calling: what else lasts as long as a piece is made.
    """

    def __init__(
        self, pieces: Iterable[bytes], activity: Activity, calling: Callable[[], AbstractContextManager[object]]
    ) -> None:
        self._pieces = pieces
        self._rest = iter(pieces)
        self._activity = activity
        self._calling = calling

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        with self._activity.working(), self._calling():
            return next(self._rest)

    def close(self) -> None:
        """As WSGI wants it."""
        if close := getattr(self._pieces, "close", None):
            close()


def _callers_rest(module: ModuleType, activity: Activity) -> None:
    """Who calls the engine over the network leaves the work to the thread that serves the call."""

    def resting(original: Callable[..., Any]) -> Callable[..., Any]:
        def send(self: Any, request: Any) -> Any:
            with activity.awaiting():
                return original(self, request)

        return send

    replace(module.URLLib3Session, "send", resting)


def _fifo_topics_wait_in_sight(module: ModuleType) -> None:
    """A `SimpleQueue` blocks in C, where no wait is seen: its threads would count as at work for ever."""
    replace(module, "queue", lambda _original: SimpleNamespace(Queue=queue.Queue, SimpleQueue=queue.Queue))
