"""Whose things they are: quotas, jobs and objects belong to one account in one region."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Owner:
    """An account in a region."""

    account: str
    region: str
