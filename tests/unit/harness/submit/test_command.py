"""What `rehearse submit` refuses before it looks for an engine."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from harness.cli import app
from harness.errors import EngineNotRunningError, UsageError


@pytest.fixture
def deed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REHEARSE_HOME", str(tmp_path / "home"))
    path = tmp_path / "deed.pdf"
    path.touch()
    return path


def refused(*arguments: str | Path) -> BaseException | None:
    return CliRunner().invoke(app, ["submit", *map(str, arguments)]).exception


@pytest.mark.parametrize("option", [("--report", "page"), ("--open",)])
def test_a_page_needs_results_to_wait_for(deed: Path, option: tuple[str, ...]) -> None:
    assert isinstance(refused("--no-wait", *option, deed), UsageError)


def test_a_file_that_isnt_there_is_found_before_the_engine_is_looked_for(deed: Path) -> None:
    assert isinstance(refused(deed, deed.with_name("missing.pdf")), UsageError)
    assert isinstance(refused(deed), EngineNotRunningError)


@pytest.mark.parametrize("arguments", [(), ("--timeout", "0", "deed.pdf"), ("--timeout", "soon", "deed.pdf")])
def test_what_the_command_line_cant_mean_has_status_two(deed: Path, arguments: tuple[str, ...]) -> None:
    assert CliRunner().invoke(app, ["submit", *arguments]).exit_code == 2
