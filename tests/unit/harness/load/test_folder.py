from pathlib import Path

import pytest

from harness.errors import UsageError
from harness.load.folder import new_folder


def test_a_run_gets_a_folder_of_its_own(tmp_path: Path) -> None:
    assert new_folder(tmp_path / "load" / "monday").path.is_dir()
    assert new_folder(tmp_path / "load" / "monday").path.is_dir()  # nothing lies in it yet


def test_a_folder_that_holds_a_run_takes_no_other(tmp_path: Path) -> None:
    new_folder(tmp_path).plan.write_text("{}")
    with pytest.raises(UsageError, match="holds a run already"):
        new_folder(tmp_path)


def test_a_folder_that_cant_be_made_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="Not a directory"):
        new_folder(tmp_path / "file" / "run")
