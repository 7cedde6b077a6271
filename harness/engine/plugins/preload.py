"""Loading services in the background, so that the first deploy doesn't wait for their imports."""

import logging
import threading
from collections.abc import Sequence

from harness.engine.plugins import garbage

LOG = logging.getLogger(__name__)
_STOPPING = threading.Event()


def start(services: Sequence[str]) -> None:
    """Load `services` one after the other in a thread of its own.

    One thread: imports hold the interpreter lock, and a request that needs a service sooner loads it itself.
    """
    if services:
        threading.Thread(target=_load, args=(tuple(services),), name="rehearsal-preload", daemon=True).start()


def stop() -> None:
    """Leave the rest unloaded."""
    _STOPPING.set()


def _load(services: Sequence[str]) -> None:
    from localstack.services.plugins import SERVICE_PLUGINS

    for service in services:
        if _STOPPING.is_set():
            return
        try:
            SERVICE_PLUGINS.require(service)
        except Exception:
            # The service's own first request will raise this again, to someone who can see it.
            LOG.exception("Could not preload %s", service)
    garbage.spare()
