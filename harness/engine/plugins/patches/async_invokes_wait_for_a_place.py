"""Asynchronous invocations run as many at once as the machine bears, and none is run twice.

Patches `localstack.services.lambda_.invocation.event_manager`. As shipped, six run at once on a machine of two cores,
and the rest waits in a pool until their internal messages time out and are delivered again.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.after import after
from harness.engine.plugins.crew import Crew
from harness.engine.plugins.patching import Patch

CONCURRENCY = 32
"""Asynchronous invocations of one function at once. AWS runs up to 1,000 (Lambda quotas, "Concurrent executions");
each is a process here."""


class InvokerPool:
    """The part of `ThreadPoolExecutor` that LocalStack's poller uses, whose `submit` waits for a place."""

    def __init__(self) -> None:
        self._crew = Crew("lambda-invoker", CONCURRENCY)

    def wait_for_places(self) -> int:
        """Block until there are places; how many. 0: the pool is shut down."""
        return self._crew.wait_for_places()

    def submit(self, work: Callable[..., object], *args: Any) -> None:
        """Start `work` when there is a place; drop it when the pool is shut down."""
        if self._crew.wait_for_places():
            self._crew.start(work, *args)

    def shutdown(self, **_how: bool) -> None:
        """Start nothing more."""
        self._crew.close()


def apply(module: ModuleType) -> None:
    """Exchange the pool."""
    after(module.Poller, "__init__", _exchange_pool)


def _exchange_pool(poller: Any) -> None:
    poller.invoker_pool = InvokerPool()


PATCH = Patch("async-invokes-wait-for-a-place", "localstack.services.lambda_.invocation.event_manager", apply)
