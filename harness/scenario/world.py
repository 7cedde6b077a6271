"""The world of one run: an account of its own, and what the scenario has done to it."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import SystemRandom
from threading import Lock
from typing import TYPE_CHECKING, Any

from harness.behaviours import Behaviours
from harness.calls import Calls
from harness.clients import Clients
from harness.deploy.system import System, choose_systems
from harness.errors import HarnessError, UsageError
from harness.scenario.clock import Clock
from harness.scenario.defect import Defect
from harness.settings import Settings, host_environment
from harness.timeline import Timeline

if TYPE_CHECKING:
    from harness.scenario.listeners import Listener


class WorldError(HarnessError):
    """The scenario asks for something that this world hasn't got."""


@dataclass(frozen=True)
class Upload:
    """One version of an object that the scenario has put into the bucket."""

    key: str
    etag: str
    version_id: str


@dataclass
class World:
    """What actions act on, and probes look at.

    Attributes:
        clients: of the account.
        settings: of the harness, with the account.
        system: name of the system under rehearsal.
        folder: for files of this run.
        seed: from which whatever is drawn is drawn.
        clock: the time.
        engine_home: folder in which commands find the engine.
        defects: flaws with which the system is deployed.
        outputs: of the deployed stack, by name.
        uploads: in their order.
        answers: of API and functions, by the names that the scenario gave them.
        revoked: policy documents as they were, by role and action that was taken from it.
        listeners: topics of the scenario's own, by name.
    """

    clients: Clients
    settings: Settings
    system: str
    folder: Path
    seed: int
    clock: Clock
    engine_home: Path
    defects: tuple[Defect, ...] = ()
    outputs: dict[str, str] = field(default_factory=dict)
    uploads: list[Upload] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)
    revoked: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    listeners: dict[str, "Listener"] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def client(self, service: str) -> Any:
        """A boto3 client of the account. Threads may share it, but must not make it at the same time."""
        with self._lock:
            return self.clients.client(service)

    def output(self, name: str) -> str:
        """An output of the deployed stack.

        Raises:
            WorldError: nothing is deployed, or the stack has no such output.
        """
        if name not in self.outputs:
            known = ", ".join(sorted(self.outputs)) or "nothing is deployed"
            raise WorldError(f"The stack has no output {name!r}.", hint=f"It has: {known}.")
        return self.outputs[name]

    @property
    def deployable(self) -> System:
        """The system under rehearsal, as files."""
        (system,) = choose_systems(self.settings.project, [self.system])
        return system

    @cached_property
    def behaviours(self) -> Behaviours:
        """The engine's behaviours for this account.

        Raises:
            UsageError: AWS can't be told to misbehave.
        """
        return Behaviours(self.endpoint, self.clients.account)

    @cached_property
    def calls(self) -> Calls:
        """The calls that the engine has served.

        Raises:
            UsageError: AWS doesn't tell.
        """
        return Calls(self.endpoint)

    @cached_property
    def timeline(self) -> Timeline:
        """What has happened in the engine.

        Raises:
            UsageError: AWS doesn't tell.
        """
        return Timeline(self.endpoint)

    def operator_environment(self) -> dict[str, str]:
        """The environment of a command that an operator of this world runs."""
        return {
            **host_environment(),
            "REHEARSE_HOME": str(self.engine_home),
            "REHEARSE_ACCOUNT": self.clients.account,
            "REHEARSE_REGION": self.clients.region,
            "REHEARSE_PROJECT": str(self.settings.project),
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": self.clients.account,
            "AWS_SECRET_ACCESS_KEY": "any",
            "AWS_DEFAULT_REGION": self.clients.region,
        }

    @property
    def endpoint(self) -> str:
        """URL of the engine.

        Raises:
            UsageError: it is AWS.
        """
        if self.clients.endpoint is None:
            raise UsageError("Only a local engine can do this.", hint="Run the scenario against the local engine.")
        return self.clients.endpoint


def random_account() -> str:
    """A 12-digit account that nobody has used: an empty world."""
    return f"{SystemRandom().randrange(10**11, 10**12)}"
