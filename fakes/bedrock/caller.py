"""Who calls: quotas and sessions are theirs alone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Caller:
    """An account in a region."""

    account: str
    region: str
