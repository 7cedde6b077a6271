"""The table of types, and how it is applied."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from localstack.services.cloudformation.resource_provider import ResourceProviderExecutor

from harness.engine.plugins.cloudformation.updates.change import Change
from harness.engine.plugins.cloudformation.updates.kind import Kind, each
from harness.engine.plugins.cloudformation.updates.kinds import KINDS
from harness.engine.plugins.cloudformation.updates.text import as_text

NEWER_THAN_THE_SCHEMAS = {"Tags"}


@dataclass(eq=False)
class Recording:
    """A setter that remembers what it was called for."""

    calls: list[set[str]] = field(default_factory=list)

    def __call__(self, change: Change) -> None:
        self.calls.append(set(change.names))


def change(*names: str, **model: Any) -> Change:
    return Change(None, None, {}, model, frozenset(names))


def test_a_setter_of_several_properties_is_called_once_for_those_that_change() -> None:
    together, alone = Recording(), Recording()
    kind = Kind({**each(together, ("A", "B", "C")), "D": alone})

    kind.apply(change("A", "C"))

    assert together.calls == [{"A", "C"}]
    assert alone.calls == []


def test_a_removed_property_is_wanted_with_its_default() -> None:
    wanted = change("Set", "Removed", "Other", Set=1).wanted({"Set": 0, "Removed": 0})

    assert wanted == {"Set": 1, "Removed": 0}


@pytest.mark.parametrize(("value", "text"), [(True, "true"), (3, "3"), ("a", "a"), ({"a": 1}, '{"a": 1}')])
def test_attributes_are_text(value: Any, text: str) -> None:
    assert as_text(value) == text


@pytest.mark.parametrize("name", sorted(KINDS))
def test_the_table_names_properties_that_the_type_has(name: str) -> None:
    provider = ResourceProviderExecutor.try_load_resource_provider(name)
    properties = provider.SCHEMA["properties"].keys() | NEWER_THAN_THE_SCHEMAS

    assert KINDS[name].setters.keys() <= properties
    assert KINDS[name].forgotten <= KINDS[name].setters.keys()
