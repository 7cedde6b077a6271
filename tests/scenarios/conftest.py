from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.clients import Clients
from harness.pytest_plugin import EngineUnderTest
from harness.scenario.clock import VirtualClock
from harness.scenario.world import World
from harness.settings import Settings, find_project


@pytest.fixture
def world(virtual_engine: EngineUnderTest, virtual_aws: Clients, tmp_path: Path) -> Iterator[World]:
    """An empty world whose time stands still unless it is moved."""
    project = find_project(Path(__file__).parent)
    settings = Settings(project=project, home=tmp_path, account=virtual_aws.account)
    clock = VirtualClock(virtual_engine.endpoint)
    with clock.frozen():
        yield World(virtual_aws, settings, "textract_processor", tmp_path, 1, clock, virtual_engine.home)
