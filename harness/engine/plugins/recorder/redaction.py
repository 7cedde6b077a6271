"""Parameters and answers as they may be kept: without secrets, without streams, and not too large."""

import re
from collections.abc import Mapping
from typing import Any

from fakes.common.written import Written

SECRET = re.compile(r"authorization|password|secret(?!id|arn)|token$|credential|private_?key|api_?key|signature", re.I)
"""Names of values that nobody may read. Page tokens are no secrets, but nobody misses them either."""

REDACTED = "***"
TEXT_KEPT = 4096
"""Characters of each text that are kept."""

ITEMS_KEPT = 100
"""Members of each list that are kept."""


def redact(value: Any, name: str = "") -> Any:
    """A copy that can be written as JSON.

    Args:
        value: parameters or an answer.
        name: under which it stands.
    """
    if SECRET.search(name) and value is not None and not isinstance(value, Mapping):
        return REDACTED
    if isinstance(value, Written):
        value = value.read()
    if isinstance(value, Mapping):
        if value.get("Type") == "SecureString":
            value = {**value, "Value": REDACTED}
        return {str(key): redact(member, str(key)) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [redact(member) for member in value[:ITEMS_KEPT]]
    if isinstance(value, str):
        return value[:TEXT_KEPT]
    if isinstance(value, bytes | bytearray):
        return f"{len(value)} bytes: {bytes(value[:TEXT_KEPT]).decode(errors='replace')}"
    return value if isinstance(value, bool | int | float) or value is None else _shown(value)


def _shown(value: Any) -> str:
    """A stream must not be read, for others want to; a time is told."""
    return "(stream)" if hasattr(value, "read") or hasattr(value, "__next__") else str(value)
