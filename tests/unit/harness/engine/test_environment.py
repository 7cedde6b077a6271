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


def test_each_engine_is_told_of_the_settings_as_they_are_when_it_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> str | None:
        return localstack_environment(EngineFolders(tmp_path), "127.0.0.1", 4566).get(
            "REHEARSE_TEXTRACT_SECONDS_PER_PAGE"
        )

    monkeypatch.delenv("REHEARSE_TEXTRACT_SECONDS_PER_PAGE", raising=False)
    before = told()
    monkeypatch.setenv("REHEARSE_TEXTRACT_SECONDS_PER_PAGE", "0")

    assert (before, told()) == (None, "0")
