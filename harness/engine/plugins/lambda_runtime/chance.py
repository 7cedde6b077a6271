"""What functions draw with Python's `random`, such as the pauses before another try, the SDK's among them."""

from collections import Counter
from threading import Lock
from typing import Any


class Chance:
    """Rules in a function's environments, unless it is excluded: then the environments of a function draw the same
    numbers in the same order in every run, and each of them others than the one that was started before."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._excluded = False
        self._started: Counter[tuple[str, str]] = Counter()

    def exclude(self) -> None:
        """From now on."""
        self._excluded = True

    def seed(self, version: Any) -> str | None:
        """For the environment of a function that is about to start; None if chance rules.

        Args:
            version: LocalStack's `VersionIdentifier` of the function.
        """
        if not self._excluded:
            return None
        with self._lock:
            self._started[version.account, version.function_name] += 1
            return f"{version.function_name} {self._started[version.account, version.function_name]}"


CHANCE = Chance()
"""The engine's; a virtual clock excludes it."""
