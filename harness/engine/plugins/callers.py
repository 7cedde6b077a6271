"""Who makes a call: the function's environment that has the access key with which it is signed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

ACCESS_KEY = re.compile(r"Credential=([^/]+)/")
"""In an `Authorization` header."""

Value = TypeVar("Value")


class ByAccessKey(Generic[Value]):
    """Something for each environment that is at work. Threads may share it.

    An environment has an access key of its own, and handles one event at a time.
    """

    def __init__(self) -> None:
        self._values: dict[str, Value] = {}

    @contextmanager
    def held(self, access_key: str, value: Value) -> Iterator[None]:
        """The value is that of these credentials while the block lasts."""
        self._values[access_key] = value
        try:
            yield
        finally:
            if self._values.get(access_key) is value:  # else another one has the same credentials
                del self._values[access_key]

    def of_caller(self, authorization: str) -> Value | None:
        """What belongs to whoever makes a call; None if no environment that is at work makes it.

        Args:
            authorization: the call's header.
        """
        key = ACCESS_KEY.search(authorization)
        return self._values.get(key[1]) if key else None
