"""Which worker may say how a mapping is."""

from types import ModuleType
from typing import Any

import pytest

from harness.engine.plugins.patches.mappings_survive_updates import apply


@pytest.fixture
def worker_class() -> Any:
    """A patched class with the methods of LocalStack's worker, whose store is a list."""

    class EsmWorker:
        def __init__(self, uuid: str, store: list[str]) -> None:
            self.uuid = uuid
            self.store = store

        def create(self) -> None:
            self.update_esm_state_in_store("Enabled")

        def update_esm_state_in_store(self, state: str) -> None:
            self.store.append(state)

    module: Any = ModuleType("esm_worker")
    module.EsmWorker = EsmWorker
    apply(module)
    return EsmWorker


def test_a_worker_tells_how_its_mapping_is(worker_class: Any) -> None:
    worker = worker_class("a", [])
    worker.create()
    worker.update_esm_state_in_store("Disabled")

    assert worker.store == ["Enabled", "Disabled"]


def test_a_worker_that_was_replaced_is_silent(worker_class: Any) -> None:
    store: list[str] = []
    old, new = worker_class("a", store), worker_class("a", store)
    old.create()
    new.create()
    old.update_esm_state_in_store("Disabled")

    assert store == ["Enabled", "Enabled"]


def test_workers_of_other_mappings_have_nothing_to_do_with_it(worker_class: Any) -> None:
    one, other = worker_class("a", []), worker_class("b", [])
    one.create()
    other.create()
    one.update_esm_state_in_store("Disabled")

    assert one.store == ["Enabled", "Disabled"]
