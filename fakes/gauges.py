"""What fakes have under way, for whoever wants to watch them."""

from typing import Final, Protocol


class JobGauge(Protocol):
    """Counts the jobs of a service."""

    def in_progress(self, account: str) -> int:
        """How many jobs of an account have no outcome yet."""

    def most_in_progress(self, account: str) -> int:
        """How many jobs of an account were in progress at the same time at most, in a region."""


JOBS: Final[dict[str, JobGauge]] = {}
"""By service. One that nobody has used yet has no entry."""
