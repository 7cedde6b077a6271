"""Lambda handlers in virtual time: they are at work unless they wait for the engine, and their time can run out."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from harness.engine.plugins.callers import ByAccessKey
from harness.engine.plugins.clock.activity import Activity
from harness.engine.plugins.clock.patience import CALLERS


class Handlers:
    """The handlers that run in worker processes.

    A worker can't be seen at work, but the calls can that it makes. While one of them is being served, the work is the
    engine's: it may wait in virtual time for as long as a behaviour, a long poll or a handler's own `sleep` wants.
    Of a handler with several threads it is taken for granted that it waits for all of them.

    Args:
        activity: where handlers count.
    """

    def __init__(self, activity: Activity) -> None:
        self._activity = activity
        self._running: ByAccessKey[_Run] = ByAccessKey()

    @contextmanager
    def running(self, function: str, access_key: str, seconds: float) -> Iterator[tuple[socket.socket]]:
        """The calling thread waits, in the host's time, for a handler to answer.

        Args:
            function: whose handler it is.
            access_key: of the environment's credentials, by which its calls are known.
            seconds: virtual seconds after which the handler's time is up.

        Yields:
            A socket that can be read from when they have passed.
        """
        CALLERS.watch()
        bell, hammer = socket.socketpair()
        run = _Run(self._activity, f"handler of {function}")
        timer = threading.Timer(seconds, run.end_time, [hammer])
        timer.daemon = True
        with bell, hammer:
            timer.start()
            run.take_over()
            with self._running.held(access_key, run):
                try:
                    yield (bell,)
                finally:
                    run.close()
                    timer.cancel()

    @contextmanager
    def calling(self, authorization: str) -> Iterator[Callable[[], None]]:
        """The calling thread serves a call.

        Args:
            authorization: the request's header, which tells who calls.

        Yields:
            What to do if the handler goes on before the call has been served.
        """
        run = self._running.of_caller(authorization)
        if run is None:
            with self._activity.serving():
                yield lambda: None
            return
        call = run.wait()
        try:
            yield lambda: run.go_on(call)
        finally:
            run.go_on(call)


class _Run:
    """One handler at work on one event: it works in the place of the thread that waits for it.

    Args:
        activity: where it counts.
        name: of the work.
    """

    def __init__(self, activity: Activity, name: str) -> None:
        self._activity = activity
        self._name = name
        self._lock = threading.Lock()
        self._calls: set[object] = set()
        self._over = False
        self._work: int | None = None

    def take_over(self) -> None:
        """The calling thread only waits from now on."""
        self._work = self._activity.begin(self._name)
        self._activity.end(self._activity.lay_down())

    def wait(self) -> object:
        """The handler waits for the engine; returns its call."""
        call = object()
        with self._lock:
            # Its other threads go on unseen.
            self._activity.begin_unwatched()
            if not self._calls and not self._over:
                self._activity.end(self._work)
            self._calls.add(call)
        return call

    def go_on(self, call: object) -> None:
        """The handler has what it waited for, or waits no longer; saying it twice is harmless."""
        with self._lock:
            if call in self._calls:
                self._calls.remove(call)
                if not self._calls and not self._over:
                    self._work = self._activity.begin(self._name)
                self._activity.end_unwatched()

    def end_time(self, hammer: socket.socket) -> None:
        """The handler's time is up."""
        self._end()
        with suppress(OSError):  # it has answered at the last moment
            hammer.send(b"!")

    def close(self) -> None:
        """The calling thread goes on with the work."""
        self._end()
        self._activity.adopt(self._work)

    def _end(self) -> None:
        with self._lock:
            if self._calls and not self._over:
                self._work = self._activity.begin(self._name)
            self._over = True
