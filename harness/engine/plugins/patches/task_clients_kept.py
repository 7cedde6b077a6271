"""Tasks of a state machine share the clients of its role.

Patches `localstack.services.stepfunctions.asl.utils.boto_client`. As shipped, each task assumes the role and builds a
client of its own, which takes longer than the rest of the task.
"""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

SECONDS = 900.0
"""How long a client is kept: well below the hour for which a session of a role is good by default (AWS STS API
Reference, AssumeRole)."""

Make = Callable[[str, str, Any], Any]


def apply(module: ModuleType) -> None:
    """Keep what is made."""
    replace(module, "boto_client_for", lambda original: Kept(original).get)


class Kept:
    """Clients by service, region and role. Threads may share it, as they may clients.

    Args:
        make: makes a client.
    """

    def __init__(self, make: Make) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._places: dict[tuple[str, str, str], _Place] = {}

    def get(self, service: str, region: str, state_credentials: Any) -> Any:
        """The client of a role. A burst of executions waits for one, instead of making a hundred at once."""
        with self._lock:
            place = self._places.setdefault((service, region, state_credentials.role_arn), _Place())
        with place.lock:
            now = time.monotonic()
            if now >= place.until:
                place.client, place.until = self._make(service, region, state_credentials), now + SECONDS
            return place.client


@dataclass
class _Place:
    """Where a client is kept.

    Attributes:
        lock: of who makes or takes it.
        client: None before the first.
        until: how long it is good, by the engine's time.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    client: Any = None
    until: float = -math.inf


PATCH = Patch("task-clients-are-kept", "localstack.services.stepfunctions.asl.utils.boto_client", apply)
