"""pytest fixtures: one engine for the whole run, shared by every xdist worker, and an account of its own per test.

Enable it with `pytest_plugins = ["harness.pytest_plugin"]` in a `conftest.py`.
"""

import os
import random
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from harness.behaviours import Behaviours
from harness.calls import Calls
from harness.clients import Clients
from harness.clock import Clock
from harness.engine.host import HostEngine
from harness.engine.lifeline import Lifeline
from harness.scenario.collector import ScenarioFile, pages_of
from harness.scenario.engines import RunningEngine
from harness.scenario.folders import SCENARIOS, is_scenario
from harness.settings import ClockKind, Settings

RUN_FOLDER = pytest.StashKey[Path]()
LIFELINE = pytest.StashKey[Lifeline]()


class EngineUnderTest:
    """The run's engine, as tests see it."""

    def __init__(self, endpoint: str, region: str, home: Path) -> None:
        self.endpoint = endpoint
        self.region = region
        self.home = home

    @property
    def running(self) -> RunningEngine:
        """As scenarios know it."""
        return RunningEngine(self.endpoint, self.home)

    def clients(self, account: str, region: str | None = None) -> Clients:
        """Clients for one account, in the engine's region unless another one is named."""
        return Clients(self.endpoint, account, region or self.region)

    def client(self, service: str, account: str) -> Any:
        """A boto3 client of one account, e.g. `engine.client("sqs", account)`."""
        return self.clients(account).client(service)


def pytest_configure(config: pytest.Config) -> None:
    """Give the run a folder; the process that started the run owns the engine that may be started in it."""
    worker_input = getattr(config, "workerinput", None)
    if worker_input is not None:
        config.stash[RUN_FOLDER] = Path(worker_input["rehearsal_run_folder"])
        return
    folder = Path(tempfile.mkdtemp(prefix="rehearsal-tests-"))
    config.stash[RUN_FOLDER] = folder
    config.stash[LIFELINE] = Lifeline(folder / "lifeline")
    config.stash[LIFELINE].hold()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell each xdist worker the run's folder."""
    node.workerinput["rehearsal_run_folder"] = str(node.config.stash[RUN_FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the engine, if any test started it, and remove the run's folder."""
    lifeline = config.stash.get(LIFELINE, None)
    if lifeline is None:
        return
    folder = config.stash[RUN_FOLDER]
    HostEngine(_settings(folder)).down()
    lifeline.let_go()
    shutil.rmtree(folder, ignore_errors=True)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Every scenario is a test."""
    if not is_scenario(file_path) or not file_path.is_relative_to(parent.config.rootpath / SCENARIOS):
        return None
    return ScenarioFile.from_parent(parent, path=file_path, engine=partial(engine_of, parent.config))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say where the pages of scenarios lie, of those that have passed as well."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    if pages := pages_of(reports):
        terminalreporter.section("scenarios")
        for outcome, name, page in pages:
            terminalreporter.line(f"{outcome} {name}: {os.path.relpath(page, config.rootpath)}")


@pytest.fixture(scope="session")
def engine(pytestconfig: pytest.Config) -> EngineUnderTest:
    """The run's engine, started by the first test that asks for it."""
    return run_engine(pytestconfig)


def run_engine(config: pytest.Config) -> EngineUnderTest:
    """The run's engine; started if it doesn't run yet."""
    folder = config.stash[RUN_FOLDER]
    settings = _settings(folder)
    status = HostEngine(settings, lifeline=Lifeline(folder / "lifeline")).up()
    return EngineUnderTest(status.endpoint, settings.region, settings.home)


@pytest.fixture(scope="session")
def virtual_engine(pytestconfig: pytest.Config) -> EngineUnderTest:
    """This process's own engine on a virtual clock, since moving time moves it for everybody who uses the engine."""
    return own_virtual_engine(pytestconfig)


def own_virtual_engine(config: pytest.Config) -> EngineUnderTest:
    """This process's own engine on a virtual clock; started if it doesn't run yet."""
    folder = config.stash[RUN_FOLDER]
    settings = _settings(folder / f"virtual-{os.getpid()}").model_copy(update={"clock": "virtual"})
    engine = HostEngine(settings, lifeline=Lifeline(folder / "lifeline"))
    if engine.clock() is None:
        config.add_cleanup(engine.down)
    return EngineUnderTest(engine.up().endpoint, settings.region, settings.home)


def engine_of(config: pytest.Config, clock: ClockKind) -> RunningEngine:
    """An engine that lives in such time."""
    return (own_virtual_engine(config) if clock == "virtual" else run_engine(config)).running


@pytest.fixture
def clock(virtual_engine: EngineUnderTest) -> Iterator[Clock]:
    """The clock of this process's virtual engine; at the end of the test it runs at the host's rate again."""
    clock = Clock(virtual_engine.endpoint)
    yield clock
    clock.set_rate(1)


@pytest.fixture
def virtual_aws(virtual_engine: EngineUnderTest, account: str) -> Clients:
    """Clients of this test's own account in the virtual engine."""
    return virtual_engine.clients(account)


@pytest.fixture
def account() -> str:
    """A random AWS account: an empty world for this test."""
    return f"{random.SystemRandom().randrange(10**11, 10**12)}"


@pytest.fixture
def aws(engine: EngineUnderTest, account: str) -> Clients:
    """Clients of this test's own account."""
    return engine.clients(account)


class IdleBehaviourWarning(UserWarning):
    """A behaviour that a test has set never took effect: the test doesn't prove what it seems to."""


@pytest.fixture
def behave(engine: EngineUnderTest, account: str) -> Iterator[Behaviours]:
    """Tell the engine to misbehave for this test's own account; at the end of the test everything is well again."""
    behaviours = Behaviours(engine.endpoint, account)
    yield behaviours
    for report in behaviours.clear():
        if report.was_idle:
            warnings.warn(f"never took effect: {report.behaviour}", IdleBehaviourWarning, stacklevel=1)


@pytest.fixture
def calls(engine: EngineUnderTest) -> Calls:
    """The AWS calls that the engine has served, of all accounts."""
    return Calls(engine.endpoint)


def _settings(folder: Path) -> Settings:
    return Settings.from_environment({"REHEARSE_HOME": str(folder), "REHEARSE_PORT": "0"})
