import threading
from pathlib import Path

import pytest

from harness.engine.plugins.lambda_runtime.task_root import TaskRoots


class FakeArchive:
    """An archive of one module; counts how often it was unpacked."""

    def __init__(self, folder: Path, code_sha256: str = "a+b/c=", source: str = "x = 1") -> None:
        self.code_sha256 = code_sha256
        self.unpacked = 0
        self._folder = folder
        self._source = source

    def get_unzipped_code_location(self) -> Path:
        return self._folder

    def prepare_for_execution(self) -> None:
        self.unpacked += 1
        self._folder.mkdir(parents=True)
        (self._folder / "app.py").write_text(self._source)

    def is_hot_reloading(self) -> bool:
        return False


@pytest.fixture
def roots(tmp_path: Path) -> TaskRoots:
    return TaskRoots(tmp_path / "roots")


def test_equal_archives_are_unpacked_once(roots: TaskRoots, tmp_path: Path) -> None:
    one, other = FakeArchive(tmp_path / "1"), FakeArchive(tmp_path / "2")

    assert roots.acquire(one, "f") == roots.acquire(other, "g")
    assert (one.unpacked, other.unpacked) == (1, 0)


def test_code_is_compiled_ahead(roots: TaskRoots, tmp_path: Path) -> None:
    folder = roots.acquire(FakeArchive(tmp_path / "1"), "f")

    assert [path.suffix for path in (folder / "__pycache__").iterdir()] == [".pyc"]


def test_who_only_prepares_finds_the_code_unpacked(roots: TaskRoots, tmp_path: Path) -> None:
    archive = FakeArchive(tmp_path / "1")
    roots.prepare(archive, "version")

    assert (roots.path(archive) / "app.py").exists()
    assert (roots.acquire(archive, "environment") / "__pycache__").exists()
    assert archive.unpacked == 1


def test_code_that_is_being_compiled_goes_altogether(tmp_path: Path) -> None:
    roots = TaskRoots(tmp_path / "roots", kept=0)
    archive = FakeArchive(tmp_path / "1", source="x = 1\n" * 20_000)
    roots.prepare(archive, "version")
    roots.release(archive, "version")

    assert not roots.path(archive).exists()


def test_a_module_that_cant_be_compiled_is_left_for_the_function_to_find(roots: TaskRoots, tmp_path: Path) -> None:
    folder = roots.acquire(FakeArchive(tmp_path / "1", source="def handler(:"), "f")

    assert (folder / "app.py").exists()


def test_code_is_there_until_its_last_user_has_gone(tmp_path: Path) -> None:
    roots = TaskRoots(tmp_path / "roots", kept=0)
    archive = FakeArchive(tmp_path / "1")
    folder = roots.acquire(archive, "version")
    roots.acquire(archive, "environment")

    roots.release(archive, "version")
    assert folder.exists()
    roots.release(archive, "environment")
    assert not folder.exists()


def test_code_that_another_account_deploys_later_is_unpacked_once(roots: TaskRoots, tmp_path: Path) -> None:
    one, later = FakeArchive(tmp_path / "1"), FakeArchive(tmp_path / "2")
    roots.acquire(one, "f")
    roots.release(one, "f")
    roots.acquire(later, "g")

    assert later.unpacked == 0


def test_of_the_codes_that_nobody_uses_the_oldest_goes(tmp_path: Path) -> None:
    roots = TaskRoots(tmp_path / "roots", kept=1)
    archives = [FakeArchive(tmp_path / digest, digest) for digest in ("used", "old", "new")]
    folders = [roots.acquire(archive, "f") for archive in archives]
    for archive in archives[1:]:
        roots.release(archive, "f")

    assert [folder.exists() for folder in folders] == [True, False, True]


def test_many_threads_get_one_complete_folder(roots: TaskRoots, tmp_path: Path) -> None:
    archives = [FakeArchive(tmp_path / str(number)) for number in range(8)]
    threads = [threading.Thread(target=roots.acquire, args=(archive, str(archive))) for archive in archives]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(archive.unpacked for archive in archives) == 1
