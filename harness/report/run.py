"""Names of runs."""

import secrets
from datetime import UTC, datetime


def new_run(kind: str, now: datetime | None = None) -> str:
    """A name that no other run has and that sorts by time, e.g. `demo-20260131-120000-5f3a09`."""
    return f"{kind}-{now or datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
