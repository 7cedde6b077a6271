from collections.abc import Iterator
from random import SystemRandom

import pytest

from harness.behaviours import Behaviours
from harness.clients import Clients
from harness.clock import Clock
from harness.deploy.deployment import deploy_system
from harness.deploy.stack import Stack as SystemStack
from harness.deploy.system import choose_systems
from harness.pytest_plugin import EngineUnderTest
from harness.settings import Settings
from harness.submit.pipeline import SYSTEM, find_pipeline
from tests.integration.commands import Rehearse
from tests.integration.impatient import Impatient
from tests.integration.pipelines import DeployedPipeline
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


@pytest.fixture
def virtual_behave(virtual_engine: EngineUnderTest, account: str) -> Iterator[Behaviours]:
    """Tell the virtual engine to misbehave for this test's own account; at the end of the test everything is well."""
    behaviours = Behaviours(virtual_engine.endpoint, account)
    yield behaviours
    behaviours.clear()


@pytest.fixture(scope="module")
def deployed(deployed_once: DeployedPipeline) -> Iterator[DeployedPipeline]:
    """textract_processor on this process's virtual engine. Its schedules rest when a file is done with it: they would
    else go on in other tests' time."""
    events = deployed_once.aws.client("events")
    schedules = [rule["Name"] for rule in events.list_rules()["Rules"] if "ScheduleExpression" in rule]
    for name in schedules:
        events.enable_rule(Name=name)
    yield deployed_once
    for name in schedules:
        events.disable_rule(Name=name)


@pytest.fixture(scope="session")
def deployed_once(virtual_engine: EngineUnderTest, tmp_path_factory: pytest.TempPathFactory) -> DeployedPipeline:
    """textract_processor in an account of its own of this process's virtual engine, with alarms that go off early."""
    account = f"{SystemRandom().randrange(10**11, 10**12)}"
    clients = virtual_engine.clients(account)
    settings = Settings.from_environment({"REHEARSE_HOME": str(tmp_path_factory.mktemp("home"))})
    (system,) = choose_systems(settings.project, [SYSTEM])
    notices = clients.client("sns").create_topic(Name="notices")["TopicArn"]
    early = {"UploadsPerMinuteAlarm": "2", "DailyDollarsAlarm": "0.1"}
    deploy_system(system, clients, settings, lambda line: None, {**early, "CompletionNoticeTopicArn": notices})
    return DeployedPipeline(
        clients,
        Clock(virtual_engine.endpoint),
        Behaviours(virtual_engine.endpoint, account),
        SystemStack(clients, system.stack_name(settings.stage)),
        find_pipeline(clients, settings),
        Impatient(virtual_engine, account),
        _queue_at(notices, clients),
    )


def _queue_at(topic: str, clients: Clients) -> str:
    """A queue that hears of everything that is published; its URL."""
    sqs = clients.client("sqs")
    url = str(sqs.create_queue(QueueName="heard")["QueueUrl"])
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
    clients.client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=attributes["QueueArn"])
    return url
