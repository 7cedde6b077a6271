"""An event source mapping that was updated stays enabled.

Patches `localstack.services.lambda_.event_source_mapping.esm_worker`. An update puts a new worker in the place of the
old one, which as shipped writes `Disabled` into the mapping once its last poll has ended.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any
from weakref import WeakValueDictionary

from harness.engine.plugins.patching import Patch, replace

Method = Callable[..., None]


class Workers:
    """The worker of each mapping that speaks for it: the one that began last."""

    def __init__(self) -> None:
        self._latest: WeakValueDictionary[str, Any] = WeakValueDictionary()

    def beginning(self, create: Method) -> Method:
        """`create`, after the worker has been noted."""

        def begin(worker: Any) -> None:
            self._latest[worker.uuid] = worker
            create(worker)

        return begin

    def speaking(self, write: Method) -> Method:
        """`write`, unless a later worker has taken over."""

        def speak(worker: Any, state: Any) -> None:
            if self._latest.get(worker.uuid, worker) is worker:
                write(worker, state)

        return speak


def apply(module: ModuleType) -> None:
    """Let only the last worker of a mapping tell how it is."""
    workers = Workers()
    replace(module.EsmWorker, "create", workers.beginning)
    replace(module.EsmWorker, "update_esm_state_in_store", workers.speaking)


PATCH = Patch("mappings-survive-updates", "localstack.services.lambda_.event_source_mapping.esm_worker", apply)
