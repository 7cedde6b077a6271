import pytest

from harness.clients import Clients
from harness.pytest_plugin import EngineUnderTest
from tests.integration.impatient import Impatient
from tests.integration.stacks import Stack


@pytest.fixture
def stack(aws: Clients) -> Stack:
    """A stack of the test's own account, not yet created."""
    return Stack(aws)


@pytest.fixture
def impatient(engine: EngineUnderTest, account: str) -> Impatient:
    """Clients of the test's own account that never try twice."""
    return Impatient(engine, account)
