"""How commands reach the AWS APIs of the running engine."""

from harness.clients import Clients
from harness.engine.host import HostEngine
from harness.settings import Settings


def connect(settings: Settings) -> Clients:
    """Clients for the running engine.

    Raises:
        EngineError: there is none, or it doesn't answer.
    """
    return Clients(HostEngine(settings).endpoint(), settings.account, settings.region)
