import pytest

from tests.systems.textract_processor.world import World


@pytest.fixture
def world() -> World:
    return World()
