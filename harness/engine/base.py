"""The interface that every engine has, whatever answers behind it."""

from collections.abc import Iterator
from typing import Protocol

from pydantic import BaseModel


class EngineStatus(BaseModel):
    """What is known about an engine.

    Attributes:
        running: whether it answers.
        endpoint: URL of its AWS API, empty when not running or when it is AWS itself.
        pid: process id on this host, if it has one.
        uptime_seconds: seconds since it was started.
        memory_mb: resident memory of its processes together.
        processes: how many processes it consists of, Lambda workers included.
        plugins: our plugins that it has loaded.
        patches: state of each patch by name.
        services: AWS services that have been loaded so far.
    """

    running: bool
    endpoint: str = ""
    pid: int | None = None
    uptime_seconds: float = 0.0
    memory_mb: float = 0.0
    processes: int = 0
    plugins: list[str] = []
    patches: dict[str, str] = {}
    services: list[str] = []


class Engine(Protocol):
    """Something that answers AWS API calls and can be started and stopped.

    Every method is idempotent: `up` on a running engine and `down` on a stopped one do nothing.
    """

    def up(self) -> EngineStatus:
        """Start the engine and return when it is ready to serve.

        Raises:
            EngineError: it can't be started; `details` holds the tail of its log.
        """

    def status(self) -> EngineStatus:
        """Say what is running, without starting anything."""

    def down(self) -> None:
        """Stop the engine and everything it started."""

    def reset(self) -> EngineStatus:
        """Forget every resource of every account."""

    def logs(self, *, lines: int, follow: bool) -> Iterator[str]:
        """The last lines of the engine's own log, then new ones as they come when `follow` is set."""

    def endpoint(self) -> str | None:
        """URL for AWS clients; None lets the SDK resolve AWS's own.

        Raises:
            EngineNotRunningError: nothing is running.
        """
