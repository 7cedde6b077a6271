"""All that a generator, and each of its workers, has to know about a run."""

from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from harness.clients import Clients
from harness.errors import UsageError
from harness.load.profile import Profile
from harness.submit.documents import INCOMING

LOOPBACK_NAMES: Final = frozenset({"localhost", "localhost.localstack.cloud"})


class Plan(BaseModel):
    """A run.

    Attributes:
        run: its name, which no other run has.
        name: the profile's.
        profile: scaled already.
        scale: by how much.
        seed: from which whatever is drawn is drawn.
        endpoint: URL of the engine.
        account: in which the system is deployed.
        region: AWS region.
        bucket: that takes uploads in.
        behaviours: ids of those in force while it lasts.
    """

    model_config = ConfigDict(frozen=True)

    run: str
    name: str
    profile: Profile
    scale: float = 1.0
    seed: int = 1
    endpoint: str
    account: str
    region: str
    bucket: str
    behaviours: tuple[str, ...] = ()

    @property
    def prefix(self) -> str:
        """Under which this run's documents are uploaded."""
        return f"{INCOMING}load/{self.run}/"

    @property
    def load(self) -> str:
        """What is sent, for people."""
        return f"{self.name} at scale {self.scale:g} for {self.profile.seconds:g} s"

    @property
    def clients(self) -> Clients:
        """Clients of the account."""
        return Clients(self.endpoint, self.account, self.region)


def require_loopback(endpoint: str) -> None:
    """Refuse to send load anywhere but to this machine.

    Raises:
        UsageError: the endpoint is elsewhere.
    """
    host = urlsplit(endpoint).hostname or ""
    if host in LOOPBACK_NAMES or _is_loopback(host):
        return
    raise UsageError(
        f"Load goes to this machine only, and {endpoint!r} isn't on it.",
        hint="Name a local engine, e.g. --host http://127.0.0.1:4566.",
    )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
