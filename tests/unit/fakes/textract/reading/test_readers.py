"""Which reader gets which document; the readers themselves are played."""

from pathlib import Path
from queue import Queue
from threading import Barrier, Thread

import pytest

from fakes.textract.reading import readers as module
from fakes.textract.reading.messages import Answer, ReadRequest, Unreadable
from fakes.textract.reading.readers import Readers


class Actor:
    """A reader that says its number, and waits at a barrier if there is one."""

    made: list["Actor"]
    barrier: Barrier | None = None

    def __init__(self, *_: object) -> None:
        self.number = len(Actor.made)
        self.is_warm = self.is_closed = False
        Actor.made.append(self)

    def read(self, request: ReadRequest) -> Answer:
        if Actor.barrier:
            Actor.barrier.wait(60)
        return Unreadable(reason=str(self.number))

    def warm_up(self) -> None:
        self.is_warm = True

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Readers:
    monkeypatch.setattr(module, "Reader", Actor)
    monkeypatch.setattr(Actor, "made", [], raising=False)
    return Readers(2, tmp_path, 60)


def _request(folder: Path, content: bytes) -> ReadRequest:
    path = folder / content.hex()
    path.write_bytes(content)
    return ReadRequest(document=path, content="00")


def _number(answer: Answer) -> str:
    assert isinstance(answer, Unreadable)
    return answer.reason


def test_scans_go_to_the_reader_that_is_warm_and_pdfs_to_another(readers: Readers, tmp_path: Path) -> None:
    readers.warm_up()

    [warm] = [reader.number for reader in Actor.made if reader.is_warm]
    assert _number(readers.read(_request(tmp_path, b"II*\x00 scan"))) == str(warm)
    assert _number(readers.read(_request(tmp_path, b"%PDF-1.7"))) != str(warm)


def test_two_scans_are_read_at_the_same_time(readers: Readers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Actor, "barrier", Barrier(2))
    answers: Queue[str] = Queue()
    request = _request(tmp_path, b"II*\x00 scan")

    threads = [Thread(target=lambda: answers.put(_number(readers.read(request)))) for _ in range(2)]
    for thread in threads:
        thread.start()

    assert {answers.get(timeout=60), answers.get(timeout=60)} == {"0", "1"}


def test_the_end_of_the_readers_is_the_end_of_each(readers: Readers) -> None:
    readers.close()

    assert all(reader.is_closed for reader in Actor.made)
