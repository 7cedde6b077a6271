import pytest

from harness.clients import Clients
from tests.integration.stacks import Stack


@pytest.fixture
def stack(aws: Clients) -> Stack:
    """A stack of the test's own account, not yet created."""
    return Stack(aws)
