"""What tests of several patches need."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from localstack.services.events.models import events_stores

from tests.unit.harness.engine.patches.buses import ACCOUNT, REGION


@pytest.fixture
def rules() -> Iterator[dict[str, Any]]:
    """The rules of an account's default bus, by their names; none at first."""
    buses = events_stores[ACCOUNT][REGION].event_buses
    buses["default"] = SimpleNamespace(rules={})
    yield buses["default"].rules
    del buses["default"]
