"""What a mapping says about records whose function fails."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

RETENTION_SECONDS = 24 * 3600.0
"""How long a stream keeps a record: always for DynamoDB's, by default for Kinesis'."""

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
"""Lambda's pauses between attempts grow; by how much isn't published."""


@dataclass(frozen=True)
class RetryPolicy:
    """Lambda's error handling for streams: Lambda Developer Guide, "Configuring error handling controls".

    Args:
        retries: most further attempts after an error of the function; None for no limit.
        max_age: seconds after which a record is given up.
        bisects: whether a batch that failed is halved before it is tried again.
    """

    retries: int | None = None
    max_age: float = RETENTION_SECONDS
    bisects: bool = False

    @classmethod
    def of(cls, parameters: Mapping[str, Any], bisects: bool) -> "RetryPolicy":
        """From a mapping's parameters, in which -1 means that there is no limit but the stream's own."""
        retries, age = parameters.get("MaximumRetryAttempts", -1), parameters.get("MaximumRecordAgeInSeconds", -1)
        return cls(
            retries=None if retries == -1 else retries,
            max_age=RETENTION_SECONDS if age == -1 else min(age, RETENTION_SECONDS),
            bisects=bisects,
        )

    def pause(self, attempts: int) -> float:
        """Seconds to wait after so many attempts in vain."""
        return float(min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** min(attempts - 1, 16)))
