"""Tasks of a state machine share the clients of its role.

Patches `localstack.services.stepfunctions.asl.utils.boto_client`. As shipped, each task assumes the role and builds a
client of its own, which takes longer than the rest of the task.
"""

import threading
import time
from collections.abc import Callable
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
        self._kept: dict[tuple[str, str, str], tuple[Any, float]] = {}

    def get(self, service: str, region: str, state_credentials: Any) -> Any:
        """The client of a role; two threads may make one each at the same time, of which one is kept."""
        key = (service, region, state_credentials.role_arn)
        now = time.monotonic()
        with self._lock:
            client, until = self._kept.get(key, (None, now))
        if now < until:
            return client
        client = self._make(service, region, state_credentials)
        with self._lock:
            self._kept[key] = (client, now + SECONDS)
        return client


PATCH = Patch("task-clients-are-kept", "localstack.services.stepfunctions.asl.utils.boto_client", apply)
