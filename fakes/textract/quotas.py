"""Textract's quotas: how often an operation may be called, and how many jobs may be in progress.

The numbers of AWS: https://docs.aws.amazon.com/general/latest/gr/textract.html
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock

from fakes.common.owner import Owner
from fakes.textract.errors import ProvisionedThroughputExceededError

LARGE_REGIONS = frozenset({"us-east-1", "us-west-2"})


@dataclass(frozen=True)
class Quota:
    """What one account may do in one region; rates are calls per second of each operation."""

    start: float
    get: float
    read: float
    jobs: int


LARGE = Quota(start=10, get=10, read=10, jobs=600)
SMALL = Quota(start=2, get=5, read=1, jobs=100)


def documented_quota(region: str) -> Quota:
    """The quota that a new account has."""
    return LARGE if region in LARGE_REGIONS else SMALL


@dataclass
class _Bucket:
    """Fills with a second's calls, and holds no more."""

    rate: float
    calls: float
    filled: float

    def take(self, now: float) -> bool:
        self.calls = min(max(1.0, self.rate), self.calls + (now - self.filled) * self.rate)
        self.filled = now
        if self.calls < 1:
            return False
        self.calls -= 1
        return True


@dataclass
class Rates:
    """Admits calls as long as their rate lasts. Threads may share it.

    Args:
        quota: by region.
        now: seconds since the epoch.
    """

    quota: Callable[[str], Quota]
    now: Callable[[], float]
    _lock: Lock = field(default_factory=Lock)
    _buckets: dict[tuple[Owner, str], _Bucket] = field(default_factory=dict)

    def admit(self, owner: Owner, operation: str) -> None:
        """Count a call.

        Raises:
            ProvisionedThroughputExceededError: the last second's calls of this operation used up its rate.
        """
        rate = _rate(self.quota(owner.region), operation)
        with self._lock:
            now = self.now()
            bucket = self._buckets.setdefault((owner, operation), _Bucket(rate, max(1.0, rate), now))
            if not bucket.take(now):
                raise ProvisionedThroughputExceededError


def _rate(quota: Quota, operation: str) -> float:
    rates: Mapping[str, float] = {"Start": quota.start, "Get": quota.get}
    return next((rate for prefix, rate in rates.items() if operation.startswith(prefix)), quota.read)
