"""All children of an engine are killed at once: Lambda's template with its workers, and the readers of documents."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from harness.clients import Clients
from harness.clock import Clock
from harness.engine.host import HostEngine
from harness.samples import write_samples
from harness.settings import Settings
from tests.integration.deployed_pipeline import DeployedPipeline
from tests.waiting import ended, eventually

pytestmark = pytest.mark.timeout(600)

PATIENCE = 120
"""Real seconds within which anything that takes no virtual time happens, on a busy machine. Lambda would try again what
has failed, but time stands still."""


@dataclass(frozen=True)
class OwnEngine:
    """An engine on a clock of its own, whose children a test may kill."""

    pid: int
    clock: Clock
    pipeline: DeployedPipeline

    def kill_children(self) -> None:
        """As `pkill -9 -P <engine>` does; returns when they are gone, and with them all that they had started."""
        engine = psutil.Process(self.pid)
        family = [process.pid for process in engine.children(recursive=True)]
        for child in engine.children():
            child.kill()
        eventually(lambda: all(map(ended, family)))


@pytest.fixture
def own(tmp_path: Path, account: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[OwnEngine]:
    monkeypatch.setenv("REHEARSE_TEXTRACT_SECONDS_PER_PAGE", "0")
    settings = Settings.from_environment({"REHEARSE_HOME": str(tmp_path / "home"), "REHEARSE_PORT": "0"})
    engine = HostEngine(settings.model_copy(update={"clock": "virtual"}))
    status = engine.up()
    assert status.pid
    pipeline = DeployedPipeline(Clients(status.endpoint, account, "us-east-1"), tmp_path)
    yield OwnEngine(status.pid, Clock(status.endpoint), pipeline)
    engine.down()


def test_documents_complete_although_their_workers_and_readers_are_killed(own: OwnEngine, tmp_path: Path) -> None:
    (first_deed, _), (second_deed, scan), (third_deed, _) = (
        [sample.path for sample in write_samples(tmp_path / f"{seed}", seed)] for seed in (6, 7, 8)
    )
    own.clock.set_rate(0)
    first = own.pipeline.put(first_deed, "first")
    eventually(own.pipeline.reaches(first, "COMPLETED"), PATIENCE)

    # Killed at rest: nobody was at work, so that nothing has to be tried again later.
    own.kill_children()
    after = own.pipeline.put(second_deed, "after")
    eventually(own.pipeline.reaches(after, "COMPLETED"), PATIENCE)

    # Killed at work: the scan is being read, and the deed is wherever it is; what has failed is tried again.
    keys = [own.pipeline.put(scan, "scan"), own.pipeline.put(third_deed, "deed")]
    eventually(own.pipeline.reaches(keys[0], "TEXTRACT_STARTED"), PATIENCE)
    own.kill_children()
    own.clock.run_to_idle(limit=6 * 3600)
    assert [own.pipeline.statuses(key) for key in keys] == [["COMPLETED"], ["COMPLETED"]]
