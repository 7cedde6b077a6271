"""Looks at the engine once a second while a run goes on, from a thread of the command's own process."""

import time
from collections.abc import Mapping
from contextlib import suppress
from threading import Event, Thread
from typing import Final

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, EndpointConnectionError

from harness.clients import Clients
from harness.control import ControlError
from harness.gauges import Gauges, read_gauges
from harness.load.holding import queue_urls
from harness.load.rows import Sample, Table
from harness.load.usage import Usage, usage_between
from harness.scenario.queues import depth_of

SAMPLE_SECONDS: Final = 1.0

IMPATIENT: Final = Config(retries={"total_max_attempts": 1}, connect_timeout=10, read_timeout=10)
"""With the SDK's patience, an engine's end would be noticed late, and one that hangs would hold up that of the run."""

THROTTLED: Final = frozenset(
    {
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceQuotaExceededException",
        "SlowDown",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
    }
)
"""Error codes by which AWS's services say that they are asked too often."""


class Sampler:
    """Samples one account.

    Args:
        clients: of the account. No other thread may use them.
        outputs: of the deployed stack.
        table: where samples go.

    Attributes:
        missed: looks in vain.
        finds_nobody: whether the last look was one, because nobody listened any more at the engine's address.
    """

    def __init__(self, clients: Clients, outputs: Mapping[str, str], table: Table[Sample]) -> None:
        self.missed = 0
        self.finds_nobody = False
        self._clients = clients
        self._sqs = clients.client("sqs", IMPATIENT)
        self._queues = queue_urls(outputs)
        self._table = table
        self._before = self._first = self._latest = read_gauges(clients)
        self._answered = time.monotonic()
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="load-sampler", daemon=True)

    @property
    def usage(self) -> Usage:
        """What was used since the sampler was made."""
        return usage_between(self._first, self._latest)

    @property
    def silence(self) -> float:
        """Seconds since the engine has last answered."""
        return time.monotonic() - self._answered

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Look once more, and end."""
        self._stopped.set()
        self._thread.join()
        self._sample()

    def _run(self) -> None:
        with suppress(OSError):  # a disk that can't be written is told of by `stop`, which tries once more
            while not self._stopped.wait(SAMPLE_SECONDS):
                self._sample()

    def _sample(self) -> None:
        try:
            depths = {f"queue {name}": float(depth_of(self._sqs, url)) for name, url in self._queues.items()}
            self._latest = read_gauges(self._clients)
        except (ControlError, BotoCoreError, ClientError) as error:
            self.missed += 1  # the report says how often
            self.finds_nobody = isinstance(error, EndpointConnectionError)
            return
        self.finds_nobody = False
        now = time.time()
        elapsed, self._answered = max(self.silence, 1e-3), time.monotonic()
        values = depths | self._readings(self._latest, elapsed)
        self._table.append(Sample(now, series, value) for series, value in values.items())
        self._before = self._latest

    def _readings(self, gauges: Gauges, elapsed: float) -> dict[str, float]:
        readings = {f"{service} jobs": float(count) for service, count in gauges.jobs.items()}
        for name, work in gauges.functions.items():
            before = self._before.functions.get(name)
            busy = work.busy_seconds - (before.busy_seconds if before else 0.0)
            readings[f"concurrency {name}"] = max(0.0, busy / elapsed)  # on average since the last look
            readings[f"waiting {name}"] = float(work.waiting)
        readings["throttles"] = float(_throttles(gauges) - _throttles(self._first))
        return readings


def _throttles(gauges: Gauges) -> int:
    return sum(tally.count for tally in gauges.calls if tally.error in THROTTLED)
