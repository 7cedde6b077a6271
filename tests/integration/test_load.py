"""`rehearse load` and `locust` as a user types them: small loads on the deployed pipeline, good ones and bad ones."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom
from typing import Any
from xml.etree import ElementTree

import pytest

from harness.deploy.deployment import deploy_system
from harness.deploy.system import choose_systems
from harness.load.books import Books
from harness.load.folder import RunFolder
from harness.load.rows import END_TO_END, REFUSAL
from harness.pytest_plugin import EngineUnderTest
from harness.settings import Settings
from harness.submit.pipeline import SYSTEM

pytestmark = pytest.mark.timeout(600)

PATIENCE = 300
"""Seconds after which a command is given up."""

PROFILES = """
small:
  about: A few documents, among them repetitions and bad ones.
  phases: [{seconds: 3, rate: 8}]
  spacing: even
  documents: {kinds: {statement: 1}, duplicates: 0.3, bad: 0.15}
  drain_seconds: 200
  limits:
    - {measure: p99_ms, of: PutObject, at_most: 60000}
    - {measure: error_rate, at_most: 0}
    - {measure: dead_letters, at_most: 0}
    - {measure: throttles, at_most: 0}
few:
  about: Four documents.
  phases: [{seconds: 2, rate: 2}]
  spacing: even
  documents: {kinds: {statement: 1}, duplicates: 0, bad: 0}
doomed:
  about: It would take two minutes, if no limit broke.
  phases: [{seconds: 120, rate: 1}]
  spacing: even
  until_breach: true
  documents: {kinds: {statement: 1}, duplicates: 0, bad: 0}
  drain_seconds: 10
  limits:
    - {measure: p50_ms, of: PutObject, at_most: 500}
    - {measure: dead_letters, at_most: 0}
endless:
  about: Longer than anybody waits.
  phases: [{seconds: 600, rate: 4}]
  limits: [{measure: p99_ms, of: PutObject, at_most: 60000}]
"""

DOOM = """
- {id: slow-uploads, match: {service: s3, operation: PutObject, caller: client}, effect: {kind: delay, seconds: 1}}
- {id: lost-jobs, match: {service: textract}, effect: {kind: drop}, limit: {count: 1}}
"""


@dataclass(frozen=True)
class Loader:
    """Commands in an account of this file's own, with profiles of its own."""

    environment: dict[str, str]
    folder: Path

    @contextmanager
    def started(self, *command: str) -> Iterator["subprocess.Popen[str]"]:
        """A running command; whatever becomes of the test, it doesn't outlive the block."""
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            env=os.environ | self.environment,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def command(self, profile: str, run: str, *options: str) -> tuple[str, ...]:
        """`rehearse load run`, measuring into a folder."""
        place = ("--folder", str(self.folder / run), "--junit", str(self.folder / f"{run}.xml"))
        return ("harness", "load", "run", f"{self.folder / 'profiles.yaml'}:{profile}", *place, *options)

    def run(self, *command: str) -> tuple[int, str]:
        """Exit status and output."""
        with self.started(*command) as process:
            out, _ = process.communicate(timeout=PATIENCE)
            assert "Traceback" not in out
            return process.returncode, out

    def measured(self, run: str) -> RunFolder:
        """What a run has left."""
        return RunFolder(self.folder / run)


@pytest.fixture(scope="module")
def loader(engine: EngineUnderTest, tmp_path_factory: pytest.TempPathFactory) -> Loader:
    """The system, deployed once for this file."""
    account, folder = f"{SystemRandom().randrange(10**11, 10**12)}", tmp_path_factory.mktemp("load")
    environment = {"REHEARSE_HOME": str(engine.home), "REHEARSE_ACCOUNT": account}
    settings = Settings.from_environment(environment | {"REHEARSE_HOME": str(folder)})
    (system,) = choose_systems(settings.project, [SYSTEM])
    deploy_system(system, engine.clients(account), settings, lambda line: None)
    (folder / "profiles.yaml").write_text(PROFILES)
    (folder / "doom.yaml").write_text(DOOM)
    return Loader(environment, folder)


def test_a_small_load_passes_and_its_books_balance(loader: Loader) -> None:
    status, out = loader.run(*loader.command("small", "small"))
    assert status == 0, out
    measured = loader.measured("small")
    books = Books.model_validate_json(measured.books.read_text())
    assert books.balanced
    assert books.uploads == 24
    assert books.duplicates > 0
    assert books.refused > 0
    assert books.completed + books.refused == books.documents == 24 - books.duplicates
    requests = measured.requests.read()
    assert sum(request.event == "PutObject" for request in requests) == 24
    assert sum(request.event == END_TO_END for request in requests) == books.completed
    assert sum(request.event == REFUSAL for request in requests) == books.refused
    assert all(document.ended > document.scheduled for document in measured.documents.read())
    series = {sample.series for sample in measured.samples.read()}
    assert {"queue CompletionQueue", "textract jobs", "throttles", "concurrency textract-processor-bedrock"} <= series
    verdict = json.loads(measured.verdict.read_text())
    assert verdict["verdict"] == "passed"
    assert verdict["costs"]["Textract and Bedrock"] > 0
    assert ElementTree.parse(loader.folder / "small.xml").getroot().get("failures") == "0"


def test_a_breached_limit_and_a_lost_document_fail_the_run_and_are_named(
    loader: Loader, engine: EngineUnderTest
) -> None:
    """A dead letter that an earlier run has left holds none of this run's documents, and so hides no loss."""
    sqs = engine.clients(loader.environment["REHEARSE_ACCOUNT"]).client("sqs")
    (dead_letters,) = sqs.list_queues(QueueNamePrefix="textract-dlq")["QueueUrls"]
    sqs.send_message(QueueUrl=dead_letters, MessageBody="left")
    doom = ("--behaviour", str(loader.folder / "doom.yaml"), "--json")
    status, out = loader.run(*loader.command("doomed", "doomed", *doom))
    assert status == 1, out
    verdict = _json(out)
    (breached,) = [finding for finding in verdict["findings"] if not finding["held"]]
    assert breached["name"] == "p50 of PutObject"
    assert breached["value"] > 1000
    assert len(loader.measured("doomed").documents.read()) < 60  # sending ended with the breach
    (lost,) = verdict["breaches"]
    assert re.match(r"\d+ neither ended nor held by any queue: incoming/load/", lost)
    assert any("hadn't ended" in warning for warning in verdict["warnings"])
    assert ElementTree.parse(loader.folder / "doomed.xml").getroot().get("failures") == "2"


@pytest.mark.parametrize(
    ("number", "options"), [(signal.SIGINT, ("--processes", "2")), (signal.SIGTERM, ())], ids=["ctrl-c", "cancelled"]
)
def test_an_interruption_ends_all_processes_and_reports_what_was_measured(
    number: signal.Signals, options: tuple[str, ...], loader: Loader
) -> None:
    """By hand with two processes that send and a master that knows, or by CI."""
    measured = loader.measured(number.name)
    with loader.started(*loader.command("endless", number.name, "--bind", _free(), *options)) as process:
        assert process.stdout
        lines = iter(process.stdout.readline, "")
        assert any("sent" in line for line in lines)
        process.send_signal(number)
        out = process.stdout.read()
        assert process.wait(PATIENCE) == 130, out
    assert "INTERRUPTED" in out
    assert "PutObject" in out
    books = Books.model_validate_json(measured.books.read_text())
    assert books.interrupted
    assert books.documents > 0


def test_workers_elsewhere_send_what_the_master_plans(loader: Loader) -> None:
    bind = _free()
    master = loader.command("small", "shared", "--workers", "2", "--bind", bind)
    worker = ("locust", "-f", "locustfile.py", "--worker", "--master-port", bind.rpartition(":")[2])
    with loader.started(*worker), loader.started(*worker):
        status, out = loader.run(*master)
    assert status == 0, out
    measured = loader.measured("shared")
    requests = [request for request in measured.requests.read() if request.event == "PutObject"]
    assert len(requests) == len({request.scheduled for request in requests}) == 24
    assert "24 sent" in out or "24 uploads" in out


def test_a_worker_that_dies_takes_its_share_of_the_load_with_it_and_the_run_ends(loader: Loader) -> None:
    bind = _free()
    master = loader.command("endless", "bereft", "--workers", "2", "--bind", bind)
    worker = ("locust", "-f", "locustfile.py", "--worker", "--master-port", bind.rpartition(":")[2])
    with loader.started(*worker), loader.started(*worker) as dying, loader.started(*master) as process:
        assert process.stdout
        lines = iter(process.stdout.readline, "")
        assert any("sent" in line for line in lines)
        dying.kill()
        out = process.stdout.read()
        assert process.wait(PATIENCE) == 3, out
    assert "1 of the processes that send have gone" in out


def test_locust_alone_needs_no_options(loader: Loader) -> None:
    """It finds the engine, sends the profile, and says whether the books balance."""
    profile = f"{loader.folder / 'profiles.yaml'}:few"
    status, out = loader.run("locust", "-f", "locustfile.py", "--headless", "--load-profile", profile)
    assert status == 0, out
    assert "4 documents = 4 completed" in out
    assert END_TO_END in out


def _json(out: str) -> Any:
    return json.loads(next(line for line in out.splitlines() if line.startswith("{")))


def _free() -> str:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{chosen.getsockname()[1]}"
