"""What the engine knows of a worker process."""

import signal
import socket
import threading
from collections.abc import Iterator

import pytest

from harness.engine.plugins.lambda_runtime import wire
from harness.engine.plugins.lambda_runtime.limits import Deadline, TimeLimitError
from harness.engine.plugins.lambda_runtime.logs import LogCapture
from harness.engine.plugins.lambda_runtime.messages import Exited
from harness.engine.plugins.lambda_runtime.worker import Worker


@pytest.fixture
def log() -> Iterator[LogCapture]:
    log = LogCapture()
    yield log
    log.close()


@pytest.mark.parametrize(("status", "is_lost"), [(-signal.SIGKILL, True), (0, False)])
def test_a_worker_whose_end_has_not_been_told_yet_is_known_by_its_silence(
    log: LogCapture, status: int, is_lost: bool
) -> None:
    (channel, workers), (lease, templates) = socket.socketpair(), socket.socketpair()
    worker = Worker(0, channel, lease, log)
    assert not worker.lost()

    workers.close()  # by its death
    threading.Timer(0.1, wire.send, (templates, Exited(status))).start()  # as soon as the template has buried it

    assert worker.lost() is is_lost
    worker.close()
    templates.close()


def test_a_bell_ends_the_time_though_by_a_rounding_error_some_is_left(log: LogCapture) -> None:
    (channel, workers), (lease, templates), (bell, hammer) = (socket.socketpair() for _ in range(3))
    hammer.send(b"!")

    with pytest.raises(TimeLimitError):
        Worker(0, channel, lease, log).receive(Deadline(60), bells=(bell,))

    for end in (channel, workers, lease, templates, bell, hammer):
        end.close()
