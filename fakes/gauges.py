"""What fakes have under way, for whoever wants to watch them."""

from collections.abc import Callable
from typing import Final

JOBS: Final[dict[str, Callable[[str], int]]] = {}
"""Counts an account's jobs in progress, by service. A service that nobody has used yet has no entry."""
