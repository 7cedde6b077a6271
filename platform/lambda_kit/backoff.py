"""How long to wait before the next attempt.

Apart from `batch`, whose library takes a tenth of a cold start: most functions receive no batches.
"""

from typing import Final

FIRST_RETRY_SECONDS: Final = 30
LONGEST_RETRY_SECONDS: Final = 900


def retry_delay(receive_count: int) -> int:
    """Seconds to wait after the `receive_count`th failure: 30, 60, 120 … up to 15 minutes."""
    delay: int = FIRST_RETRY_SECONDS * 2 ** max(receive_count - 1, 0)
    return min(delay, LONGEST_RETRY_SECONDS)
