"""Following a log while it is written."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from harness.engine.follow import follow_lines


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("harness.engine.follow.POLL_SECONDS", 0)
    log = tmp_path / "engine.log"
    log.write_text("")
    return log


def writing(log: Path, *pieces: str) -> Callable[[], bool]:
    """The engine runs until it has written these, each before the next look whether it still runs."""
    left: Iterator[str] = iter(pieces)

    def keep_on() -> bool:
        piece = next(left, None)
        with log.open("a") as file:
            file.write(piece or "")
        return piece is not None

    return keep_on


def test_the_last_lines_come_first_and_then_the_new_ones(log: Path) -> None:
    log.write_text("one\ntwo\nthree\n")

    assert list(follow_lines(log, 2, writing(log, "four\n", "five\n"))) == ["two", "three", "four", "five"]


def test_a_line_that_is_written_in_pieces_is_one_line(log: Path) -> None:
    log.write_text("one\nhalf")

    assert list(follow_lines(log, 9, writing(log, " a ", "line\nand", " more\n"))) == ["one", "half a line", "and more"]


def test_what_a_dying_engine_has_written_last_is_read(log: Path) -> None:
    def died() -> bool:
        log.write_text("out of memory\nlast wor")
        return False

    assert list(follow_lines(log, 9, died)) == ["out of memory", "last wor"]
