"""Settings come from `REHEARSE_*` variables and are checked before anything uses them."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from harness.settings import Settings, find_project


def test_defaults_keep_all_state_in_one_folder_of_the_checkout(tmp_path: Path) -> None:
    settings = Settings.from_environment({"REHEARSE_PROJECT": str(tmp_path)})

    assert settings.home == tmp_path / ".rehearsal"
    assert (settings.port, settings.account, settings.region) == (4566, "000000000000", "us-east-1")


def test_a_variable_overrides_a_default() -> None:
    assert Settings.from_environment({"REHEARSE_PORT": "4600", "REHEARSE_HOME": "/h"}).port == 4600


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("REHEARSE_PORT", "eighty"),
        ("REHEARSE_PORT", "70000"),
        ("REHEARSE_ACCOUNT", "12"),
        ("REHEARSE_START_TIMEOUT", "0"),
    ],
)
def test_an_impossible_value_is_refused(variable: str, value: str) -> None:
    with pytest.raises(ValidationError):
        Settings.from_environment({variable: value})


def test_the_project_is_found_from_a_folder_inside_it(tmp_path: Path) -> None:
    (tmp_path / "platform").mkdir()
    inside = tmp_path / "scenarios" / "deep"
    inside.mkdir(parents=True)

    assert find_project(inside) == tmp_path
