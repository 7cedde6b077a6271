"""Flaws that are put into a copy of the platform's source."""

from pathlib import Path

import pytest

from harness.deploy.system import System
from harness.errors import UsageError
from harness.scenario.defect import Defect, with_defects


@pytest.fixture
def system(tmp_path: Path) -> System:
    source = tmp_path / "platform"
    (source / "system").mkdir(parents=True)
    (source / "system" / "code.py").write_text("if done: return\nif lost: return\n")
    return System("system", source)


def test_a_defect_is_in_the_copy_only(system: System, tmp_path: Path) -> None:
    flawed = with_defects(system, [Defect(file="system/code.py", find="done", replace="False")], tmp_path / "copy")

    assert (flawed.platform / "system/code.py").read_text() == "if False: return\nif lost: return\n"
    assert "done" in (system.platform / "system/code.py").read_text()


def test_without_defects_nothing_is_copied(system: System, tmp_path: Path) -> None:
    assert with_defects(system, [], tmp_path / "copy") is system


@pytest.mark.parametrize(("file", "find", "places"), [("system/code.py", "return", 2), ("gone.py", "x", 0)])
def test_a_defect_whose_place_has_moved_is_refused(
    system: System, tmp_path: Path, file: str, find: str, places: int
) -> None:
    with pytest.raises(UsageError, match=f"has {places} places"):
        with_defects(system, [Defect(file=file, find=find, replace="")], tmp_path / "copy")
