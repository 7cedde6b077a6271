import os
from pathlib import Path

from fakes.textract.reading.pruning import prune


def _write(folder: Path, name: str, used: float, size: int = 100) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * size)
    os.utime(path, (used, used))
    return path


def test_what_was_not_used_for_longest_goes_until_the_rest_fits(tmp_path: Path) -> None:
    old, new, newest = (_write(tmp_path, f"{name}/{name}", used=1e9 + name) for name in range(3))

    prune(tmp_path, limit=250)

    assert not old.exists()
    assert new.exists()
    assert newest.exists()


def test_what_fits_stays(tmp_path: Path) -> None:
    files = [_write(tmp_path, str(name), used=1e9 + name) for name in range(3)]

    prune(tmp_path, limit=300)

    assert all(file.exists() for file in files)


def test_a_folder_that_is_not_there_needs_no_pruning(tmp_path: Path) -> None:
    prune(tmp_path / "nowhere", limit=0)
