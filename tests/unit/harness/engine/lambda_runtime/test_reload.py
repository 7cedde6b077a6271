import os
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.engine.plugins.lambda_runtime import reload


def edit(path: Path) -> None:
    path.write_text("x = 2")


def touch_later(path: Path) -> None:
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 1))


def remove(path: Path) -> None:
    path.unlink()


def add_schema(path: Path) -> None:
    path.with_suffix(".json").write_text("{}")


@pytest.mark.parametrize("change", [edit, touch_later, remove, add_schema])
def test_every_change_of_code_or_schema_shows(tmp_path: Path, change: Callable[[Path], None]) -> None:
    module = tmp_path / "package" / "module.py"
    module.parent.mkdir()
    module.write_text("x = 10")
    before = reload.signature([tmp_path])

    change(module)

    assert reload.signature([tmp_path]) != before


@pytest.mark.parametrize("other", ["notes.txt", "__pycache__/module.pyc", ".git/config.py"])
def test_other_files_dont_matter(tmp_path: Path, other: str) -> None:
    before = reload.signature([tmp_path])

    (tmp_path / other).parent.mkdir(exist_ok=True)
    (tmp_path / other).write_text("x")

    assert reload.signature([tmp_path]) == before


def test_a_folder_that_is_gone_is_a_change_and_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1")
    before = reload.signature([tmp_path])

    assert reload.signature([tmp_path / "gone"]) != before


def test_folders_are_registered_per_archive_until_taken_back() -> None:
    reload.register("digest-1", ["/source"])

    assert reload.folders_for("digest-1") == (Path("/source"),)
    assert reload.folders_for("digest-2") == ()
    reload.register("digest-1", [])
    assert reload.folders_for("digest-1") == ()
