"""Reader processes: they answer, and outlive nothing: not a bad document, not their owner."""

import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from fakes.textract.reading.messages import Reading, ReadRequest, Unreadable
from fakes.textract.reading.reader import Reader
from harness.samples import write_samples
from tests.waiting import ended, eventually

CRASH = "import os; os.abort()"
HANG = "import threading; threading.Event().wait()"
REQUEST = ReadRequest(document=Path("any"), content="00", features=frozenset())


@pytest.fixture
def deed(tmp_path: Path) -> ReadRequest:
    return ReadRequest(document=write_samples(tmp_path, seed=1)[0].path, content="abc", features=frozenset())


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    reader = Reader(tmp_path / "cache", page_timeout=60)
    yield reader
    reader.close()


def test_a_document_is_read_in_another_process_and_then_known(reader: Reader, deed: ReadRequest) -> None:
    first = reader.read(deed)
    assert isinstance(first, Reading)
    assert first.pages == 3

    deed.document.unlink()

    assert reader.read(deed) == first


@pytest.mark.parametrize(
    ("program", "timeout", "reason"), [(CRASH, 60, "crashed the reader"), (HANG, 0.2, "more than 0.2 seconds")]
)
def test_a_document_that_breaks_the_reader_is_unreadable(
    tmp_path: Path, program: str, timeout: float, reason: str
) -> None:
    reader = Reader(tmp_path, page_timeout=timeout, command=(sys.executable, "-c", program))

    answer = reader.read(REQUEST)

    assert isinstance(answer, Unreadable)
    assert reason in answer.reason
    reader.close()


def test_a_document_is_not_to_blame_for_a_process_that_somebody_killed(reader: Reader, deed: ReadRequest) -> None:
    [process] = [child for child in psutil.Process().children() if Reader.COMMAND[-1] in child.cmdline()]
    process.kill()
    process.wait()

    assert isinstance(reader.read(deed), Reading)


def test_the_process_ends_with_its_owner(tmp_path: Path) -> None:
    owner = psutil.Popen([sys.executable, "-c", _OWNER.format(cache=str(tmp_path))], stdin=-1, stdout=-1, text=True)
    reader = int(owner.stdout.readline())

    owner.kill()
    owner.wait()

    eventually(lambda: ended(reader))


_OWNER = """
import os, psutil
from pathlib import Path
from fakes.textract.reading.reader import Reader
reader = Reader(Path({cache!r}), page_timeout=60)
print(psutil.Process().children()[0].pid, flush=True)
input()
"""
