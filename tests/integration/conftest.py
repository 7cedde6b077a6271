from random import SystemRandom

import pytest

from harness.clients import Clients
from harness.deploy.deployment import deploy_system
from harness.deploy.system import choose_systems
from harness.pytest_plugin import EngineUnderTest
from harness.settings import Settings
from harness.submit.pipeline import SYSTEM
from tests.integration.commands import Rehearse
from tests.integration.impatient import Impatient
from tests.integration.stacks import Stack


@pytest.fixture(scope="module")
def rehearse(engine: EngineUnderTest, tmp_path_factory: pytest.TempPathFactory) -> Rehearse:
    """The command line with textract_processor deployed, in an account and with artefacts of this file's own."""
    account = f"{SystemRandom().randrange(10**11, 10**12)}"
    environment = {"REHEARSE_HOME": str(engine.home), "REHEARSE_ACCOUNT": account}
    settings = Settings.from_environment(environment | {"REHEARSE_HOME": str(tmp_path_factory.mktemp("home"))})
    (system,) = choose_systems(settings.project, [SYSTEM])
    deploy_system(system, engine.clients(account), settings, lambda line: None)
    return Rehearse(environment)


@pytest.fixture
def stack(aws: Clients) -> Stack:
    """A stack of the test's own account, not yet created."""
    return Stack(aws)


@pytest.fixture
def impatient(engine: EngineUnderTest, account: str) -> Impatient:
    """Clients of the test's own account that never try twice."""
    return Impatient(engine, account)
