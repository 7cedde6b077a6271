"""Client request tokens: the same transaction sent twice is done once."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from harness.engine.plugins.dynamodb.errors import IdempotentParameterMismatchError

TOKEN_SECONDS = 600
"""How long a token is remembered.
Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html"""


@dataclass
class TokenLedger:
    """The tokens of the transactions that succeeded, oldest first."""

    _done: dict[str, tuple[str, float]] = field(default_factory=dict)

    def is_done(self, token: str, request: Any, now: float) -> bool:
        """Whether this transaction has been done under this token.

        Args:
            token: `ClientRequestToken`.
            request: the transaction's items.
            now: seconds since the epoch.

        Raises:
            IdempotentParameterMismatchError: another transaction was done under it.
        """
        self._forget(now - TOKEN_SECONDS)
        if token not in self._done:
            return False
        if self._done[token][0] != _digest(request):
            raise IdempotentParameterMismatchError
        return True

    def record(self, token: str, request: Any, now: float) -> None:
        """Remember a transaction that succeeded."""
        self._done[token] = (_digest(request), now)

    def _forget(self, before: float) -> None:
        while self._done:
            oldest = next(iter(self._done))
            if self._done[oldest][1] >= before:
                return
            del self._done[oldest]


def _digest(request: Any) -> str:
    return hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()
