"""How far a run is, while it goes on."""

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from harness.load.folder import RunFolder
from harness.load.holding import DEAD_LETTERS
from harness.load.plan import Plan
from harness.load.rows import END_TO_END, REFUSAL, Request, Sample

RECENT_SECONDS: Final = 10.0
"""What rates and percentiles are of."""

STEADY_SECONDS: Final = 60.0
"""What is hoped for the rest goes by how many documents ended in so many seconds: ten seconds jump about."""

ENDS: Final = frozenset({END_TO_END, REFUSAL})


@dataclass(frozen=True)
class State:
    """A run at a moment.

    Attributes:
        sent: requests that were answered.
        errors: of these, and of the documents that ended, those that failed.
        ended: documents.
        rate: requests per second, lately.
        end_rate: documents that ended per second, lately.
        p95_ms: end-to-end latency, lately; None if nothing ended.
        queued: messages in queues.
        dead_letters: messages in dead-letter queues.
        elapsed: seconds since the first arrival was due; None before.
        left: about how many seconds it will take until everything has ended; None if that can't be said.
    """

    sent: int
    errors: int
    ended: int
    rate: float
    end_rate: float
    p95_ms: float | None
    queued: int
    dead_letters: int
    elapsed: float | None
    left: float | None

    @property
    def line(self) -> str:
        """In one line."""
        if self.elapsed is None:
            return "getting ready"
        parts = [
            f"{self.elapsed:4.0f} s",
            f"{self.sent} sent ({self.rate:.1f}/s)",
            f"{self.ended} ended ({self.end_rate:.1f}/s)",
            f"p95 {self.p95_ms / 1000:.2f} s" if self.p95_ms is not None else "",
            f"{self.queued} queued",
            f"{self.dead_letters} dead letters",
            f"{self.errors} errors" if self.errors else "",
            f"about {self.left:.0f} s left" if self.left is not None else "",
        ]
        return " · ".join(filter(None, parts))


class Follower:
    """Follows a run by the rows that are written into its folder.

    Args:
        plan: of the run.
        folder: of the run.
        now: the time, in seconds since the epoch.
    """

    def __init__(self, plan: Plan, folder: RunFolder, now: Callable[[], float] = time.time) -> None:
        self._plan = plan
        self._folder = folder
        self._now = now
        self._begun: float | None = None
        self._sent = self._ended = self._errors = 0
        self._recent: deque[Request] = deque()
        self._ends: deque[float] = deque()
        self._latest: dict[str, Sample] = {}

    def state(self) -> State:
        """Read what is new, and say how far the run is."""
        self._take(self._folder.requests.read_new())
        self._latest |= {sample.series: sample for sample in self._folder.samples.read_new()}
        self._forget()
        ends = [row for row in self._recent if row.event in ENDS]
        latencies = [row.milliseconds for row in ends if row.event == END_TO_END]
        elapsed = None if self._begun is None else self._now() - self._begun
        end_rate = len(ends) / RECENT_SECONDS
        return State(
            sent=self._sent,
            errors=self._errors,
            ended=self._ended,
            rate=(len(self._recent) - len(ends)) / RECENT_SECONDS,
            end_rate=end_rate,
            p95_ms=float(np.percentile(latencies, 95)) if latencies else None,
            queued=self._depth(dead=False),
            dead_letters=self._depth(dead=True),
            elapsed=elapsed,
            left=self._left(elapsed, sending=len(self._recent) > len(ends)),
        )

    def _take(self, rows: Iterable[Request]) -> None:
        for row in rows:
            self._begun = row.scheduled if self._begun is None else min(self._begun, row.scheduled)
            self._ended += row.event in ENDS
            self._sent += row.event not in ENDS
            self._errors += bool(row.error)
            self._recent.append(row)
            if row.event in ENDS:
                self._ends.append(row.ended)

    def _forget(self) -> None:
        oldest = self._now() - RECENT_SECONDS
        self._recent = deque(row for row in self._recent if row.ended >= oldest)
        self._ends = deque(ended for ended in self._ends if ended >= self._now() - STEADY_SECONDS)

    def _depth(self, *, dead: bool) -> int:
        queues = [sample for name, sample in self._latest.items() if name.startswith("queue ")]
        return int(sum(sample.value for sample in queues if sample.series.endswith(DEAD_LETTERS) is dead))

    def _left(self, elapsed: float | None, *, sending: bool) -> float | None:
        if elapsed is None:
            return None
        profile = self._plan.profile
        stopped = profile.until_breach and not sending  # a limit broke
        to_send = 0.0 if stopped else max(0.0, profile.seconds - elapsed)
        # Repeated uploads end with their originals.
        behind = max(0.0, self._sent * (1 - profile.documents.duplicates) - self._ended)
        drain = behind * min(elapsed, STEADY_SECONDS) / len(self._ends) if self._ends else 0.0
        return max(to_send, min(drain, profile.drain_seconds))
