import os
from collections.abc import Iterator

import pytest

from harness.engine.plugins.lambda_runtime import logs
from harness.engine.plugins.lambda_runtime.limits import LOG_BYTES
from harness.engine.plugins.lambda_runtime.logs import LogCapture


@pytest.fixture
def capture() -> Iterator[LogCapture]:
    capture = LogCapture()
    yield capture
    capture.close()


def test_draining_gives_each_line_once(capture: LogCapture) -> None:
    os.write(capture.fileno(), b"one\n")
    first = capture.drain()
    os.write(capture.fileno(), b"two\n")

    assert [first, capture.drain(), capture.drain()] == ["one\n", "two\n", ""]


def test_an_unfinished_line_is_finished(capture: LogCapture) -> None:
    os.write(capture.fileno(), b"no line break")

    assert capture.drain() == "no line break\n"


def test_what_isnt_text_doesnt_stop_the_rest(capture: LogCapture) -> None:
    os.write(capture.fileno(), b"\xff\xfe and on\n")

    assert capture.drain().endswith(" and on\n")


def test_a_second_writer_appends(capture: LogCapture) -> None:
    other = os.open(f"/dev/fd/{capture.fileno()}", os.O_WRONLY | os.O_APPEND)
    os.write(capture.fileno(), b"one\n")
    os.write(other, b"two\n")
    os.write(capture.fileno(), b"three\n")
    os.close(other)

    assert capture.drain() == "one\ntwo\nthree\n"


def test_an_endless_log_is_cut_and_says_so(capture: LogCapture) -> None:
    os.write(capture.fileno(), b"x" * (LOG_BYTES + 1000))

    text = capture.drain()

    assert text.startswith("x" * LOG_BYTES + "\n[rehearse] The log is cut")
    assert capture.drain() == ""


def test_a_long_life_doesnt_pile_up_what_was_read(capture: LogCapture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "COMPACT_BYTES", 10)
    os.write(capture.fileno(), b"more than ten bytes\n")
    capture.drain()

    assert os.fstat(capture.fileno()).st_size == 0
    os.write(capture.fileno(), b"after\n")
    assert capture.drain() == "after\n"
