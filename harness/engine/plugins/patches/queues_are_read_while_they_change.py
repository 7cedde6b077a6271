"""A queue's messages are looked at while others send and receive. Patches `localstack.services.sqs.models`.

As shipped, a message goes among those in flight or delayed without the queue's lock, and whoever goes through these
just then gets a `RuntimeError`: a receive or a look at the timetable fails.
"""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

from harness.engine.plugins.after import after
from harness.engine.plugins.patching import Patch


class SteadySet(set[Any]):
    """A set that may change while somebody goes through it: everybody sees what was in it at the begin."""

    def __iter__(self) -> Iterator[Any]:
        return iter(frozenset(self))  # made at once, without calling anything of Python's


def apply(module: ModuleType) -> None:
    """Give every queue such sets."""
    after(module.SqsQueue, "__init__", _steady)


def _steady(queue: Any) -> None:
    queue.inflight, queue.delayed = SteadySet(), SteadySet()


PATCH = Patch("queues-are-read-while-they-change", "localstack.services.sqs.models", apply)
