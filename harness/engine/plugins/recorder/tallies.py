"""How often each operation was called with which outcome: what remains of calls that the ring has forgotten."""

from collections import defaultdict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from harness.engine.call import Call


@dataclass(slots=True)
class Tally:
    """Calls of one operation that came to the same end."""

    count: int = 0
    request_bytes: int = 0
    response_bytes: int = 0

    def add(self, call: Call) -> None:
        """Count a call."""
        self.count += 1
        self.request_bytes += call.request_bytes or 0
        self.response_bytes += call.response_bytes or 0


class Tallies:
    """Counts calls by account, operation, error, and who made them. Threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._accounts: defaultdict[str, defaultdict[tuple[str, str, str, str], Tally]] = defaultdict(
            lambda: defaultdict(Tally)
        )

    def add(self, call: Call) -> None:
        """Count a call."""
        with self._lock:
            self._accounts[call.account][call.service, call.operation, call.error, _by(call)].add(call)

    def of(self, account: str) -> list[dict[str, Any]]:
        """An account's tallies."""
        with self._lock:
            return [
                {
                    "service": service,
                    "operation": operation,
                    "error": error,
                    "by": by,
                    "count": tally.count,
                    "request_bytes": tally.request_bytes,
                    "response_bytes": tally.response_bytes,
                }
                for (service, operation, error, by), tally in self._accounts.get(account, {}).items()
            ]


def _by(call: Call) -> str:
    """A function has its role's credentials; clients and services of the engine have none of a role."""
    return "function" if call.role else call.caller
