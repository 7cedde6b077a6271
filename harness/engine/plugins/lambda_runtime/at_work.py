"""The functions that are at work, by the access keys with which they sign their calls."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ACCESS_KEY = re.compile(r"Credential=([^/]+)/")
"""In an `Authorization` header."""

Strike = Callable[[], None]
"""Kills a function's process without waiting for its end."""


class AtWork:
    """Threads may share it. An environment has an access key of its own, and handles one event at a time."""

    def __init__(self) -> None:
        self._strikes: dict[str, Strike] = {}

    @contextmanager
    def working(self, access_key: str, strike: Strike) -> Iterator[None]:
        """The function of these credentials is at work while the block lasts.

        Args:
            access_key: of its environment.
            strike: kills it.
        """
        self._strikes[access_key] = strike
        try:
            yield
        finally:
            if self._strikes.get(access_key) is strike:  # else another one has the same credentials
                del self._strikes[access_key]

    def striker(self, authorization: str) -> Strike | None:
        """What kills the function that makes a call; None if no function that is at work makes it.

        Args:
            authorization: the call's header.
        """
        key = ACCESS_KEY.search(authorization)
        return self._strikes.get(key[1]) if key else None


AT_WORK = AtWork()
"""Those of this engine process."""
