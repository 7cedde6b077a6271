"""Values of attributes that an API takes as text."""

import json
from typing import Any


def as_text(value: Any) -> str:
    """`True` as `true`, structures as JSON, the rest as it is."""
    return value if isinstance(value, str) else json.dumps(value)
