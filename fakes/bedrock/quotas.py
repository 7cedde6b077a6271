"""Quotas per model: requests and tokens of an account, in a region, within a minute."""

from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock

from fakes.bedrock.catalogue import Model
from fakes.bedrock.errors import ThrottledError
from fakes.common.owner import Owner
from fakes.settings import BedrockQuota

_MINUTE = 60.0
EVERY_MODEL = "*"


@dataclass
class Reservation:
    """A request's share of the quota: what it may need at most, then what it has used.

    Attributes:
        time: when it was made, in seconds since the epoch.
        tokens: tokens taken.
    """

    time: float
    tokens: int


class Quotas:
    """Admits requests as long as a quota lasts.

    Args:
        quotas: by model id, `*` for each model that has none of its own; a model without a quota is never throttled.
        now: seconds since the epoch.
    """

    def __init__(self, quotas: Mapping[str, BedrockQuota], now: Callable[[], float]) -> None:
        self._quotas = quotas
        self._now = now
        self._lock = Lock()
        self._taken: defaultdict[tuple[Owner, str], deque[Reservation]] = defaultdict(deque)

    def admit(self, caller: Owner, model: Model, tokens: int) -> Reservation:
        """Take a request and its tokens from the quota.

        Args:
            caller: whose quota.
            model: which model's.
            tokens: input, and output at most: Bedrock takes both when a request begins and settles when it ends
                ("How tokens are counted in Amazon Bedrock", user guide).

        Raises:
            ThrottledError: the quota of the last minute is used up.
        """
        quota = self._quotas.get(model.id) or self._quotas.get(EVERY_MODEL)
        reservation = Reservation(self._now(), tokens)
        if quota is not None:
            with self._lock:
                self._take(quota, self._taken[caller, model.id], reservation)
        return reservation

    def _take(self, quota: BedrockQuota, taken: deque[Reservation], reservation: Reservation) -> None:
        while taken and taken[0].time <= reservation.time - _MINUTE:
            taken.popleft()
        if quota.requests is not None and len(taken) >= quota.requests:
            raise ThrottledError("Too many requests, please wait before trying again.")
        if quota.tokens is not None and sum(each.tokens for each in taken) + reservation.tokens > quota.tokens:
            raise ThrottledError("Too many tokens, please wait before trying again.")
        taken.append(reservation)
