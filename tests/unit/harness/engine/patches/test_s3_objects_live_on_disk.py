"""A file on disk behaves as the temporary file whose place it takes."""

import os
import weakref
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

import psutil
from hypothesis import given
from hypothesis import strategies as st

from harness.engine.plugins.patches.s3_objects_live_on_disk import FileOnDisk

STEP = st.one_of(
    st.tuples(st.just("write"), st.binary(max_size=20)),
    st.tuples(st.just("read"), st.integers(-1, 20)),
    st.tuples(st.just("seek"), st.integers(0, 40)),
    st.tuples(st.just("truncate"), st.one_of(st.none(), st.integers(0, 40))),
    st.tuples(st.just("tell")),
)


@given(st.lists(STEP, max_size=20))
def test_it_reads_and_writes_as_a_temporary_file(steps: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder, TemporaryFile() as expected:
        file = FileOnDisk(folder)
        for name, *arguments in steps:
            assert getattr(file, name)(*arguments) == getattr(expected, name)(*arguments)

        assert file.seek(0, os.SEEK_END) == expected.seek(0, os.SEEK_END)
        assert (file.seek(0), expected.seek(0)) == (0, 0)
        assert file.read() == expected.read()


def test_it_is_open_only_while_it_is_used_and_gone_when_closed(tmp_path: Path) -> None:
    files = [FileOnDisk(str(tmp_path)) for _ in range(50)]
    for file in files:
        file.write(b"content")

    assert not [file for file in psutil.Process().open_files() if Path(file.path).is_relative_to(tmp_path)]
    for file in files:
        file.close()
        file.close()
    assert not list(tmp_path.iterdir())


def test_all_who_have_it_open_share_its_locks_and_at_rest_it_has_none(tmp_path: Path) -> None:
    file = FileOnDisk(str(tmp_path))
    reader, writer = file.readwrite_lock.gen_rlock(), file.readwrite_lock.gen_wlock()
    held = weakref.ref(file.readwrite_lock)

    with reader:
        assert not writer.acquire(blocking=False)
        assert file.position_lock is file.position_lock
    assert writer.acquire(blocking=False)
    writer.release()

    del reader, writer
    assert held() is None
