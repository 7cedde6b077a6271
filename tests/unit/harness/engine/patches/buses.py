"""Who has a bus, and the rules on it."""

import json
from types import SimpleNamespace
from typing import Any, Final

ACCOUNT: Final = "000000000042"
REGION: Final = "eu-central-1"


def rule(pattern: Any, state: str = "ENABLED") -> Any:
    """What LocalStack keeps of a rule; one without a pattern is a schedule's."""
    return SimpleNamespace(event_pattern=json.dumps(pattern) if pattern else None, state=state)
