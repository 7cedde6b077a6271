"""What the engine's process is told."""

from pathlib import Path

import pytest

from harness.engine import environment
from harness.engine.environment import localstack_environment
from harness.engine.folders import EngineFolders


def test_in_virtual_time_more_is_kept_unless_the_user_wants_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "host_environment", lambda: {"REHEARSE_CALLS_KEPT": "7"})
    told = localstack_environment(EngineFolders(tmp_path), "127.0.0.1", 4566, "virtual")

    assert (told["REHEARSE_CALLS_KEPT"], told["REHEARSE_HAPPENINGS_KEPT"]) == ("7", "150000")
    assert "REHEARSE_HAPPENINGS_KEPT" not in localstack_environment(EngineFolders(tmp_path), "127.0.0.1", 4566)
