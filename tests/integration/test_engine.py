"""The engine as a user meets it: up, status, down, and what happens when something is in the way."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from harness.engine import preflight
from harness.engine.host import HostEngine
from harness.engine.lifeline import Lifeline
from harness.engine.record import EngineRecord
from harness.errors import EngineError
from harness.pytest_plugin import EngineUnderTest
from harness.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({"REHEARSE_HOME": str(tmp_path), "REHEARSE_PORT": "0"})


def test_a_running_engine_reports_every_plugin_and_no_failed_patch(engine: EngineUnderTest) -> None:
    status = HostEngine(Settings.from_environment({"REHEARSE_HOME": str(engine.home)})).status()

    assert status.running
    assert "textract:fake" in status.plugins
    assert "failed" not in status.patches.values()


def test_accounts_are_worlds_of_their_own(engine: EngineUnderTest) -> None:
    engine.client("sqs", "111111111111").create_queue(QueueName="mine")

    assert "QueueUrls" not in engine.client("sqs", "222222222222").list_queues()
