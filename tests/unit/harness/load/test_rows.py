from pathlib import Path

import pytest

from harness.load.rows import Request, Table
from tests.unit.harness.load.ledgers import completed

ROWS = [Request("PutObject", 1.0, 1.001, 1.25), Request("PutObject", 2.0, 2.0, 2.5, 'SlowDown: "later, please"')]


def test_rows_come_back_as_they_were(tmp_path: Path) -> None:
    table = Table(tmp_path / "rows.csv", Request)
    table.append(ROWS[:1])
    table.append(ROWS[1:])
    assert table.read() == ROWS
    assert Table(tmp_path / "none.csv", Request).read() == []


def test_documents_come_back_with_their_types(tmp_path: Path) -> None:
    table = Table(tmp_path / "documents.csv", type(completed()))
    table.append([completed("a", bad=True, pages=3)])
    assert table.read() == [completed("a", bad=True, pages=3)]


def test_who_reads_along_gets_each_row_once_and_whole(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    writer, reader = Table(path, Request), Table(path, Request)
    assert reader.read_new() == []
    writer.append(ROWS)
    assert reader.read_new() == ROWS
    with path.open("a") as file:
        file.write("PutObject,3.0,3.")  # the writer isn't done
    assert reader.read_new() == []
    with path.open("a") as file:
        file.write("0,3.5,\n")
    assert reader.read_new() == [Request("PutObject", 3.0, 3.0, 3.5)]


def test_latency_counts_from_when_a_request_was_due() -> None:
    """Coordinated omission: a generator that was late must not flatter the system."""
    request = Request("PutObject", scheduled=10.0, started=14.0, ended=15.0)
    assert request.milliseconds == 5000
    assert request.lateness == 4.0


def test_half_a_line_that_somebody_was_killed_in_is_passed_over(tmp_path: Path) -> None:
    table = Table(tmp_path / "requests.csv", Request)
    table.append([Request("a", 1, 2, 33), Request("b", 4, 5, 66)])
    whole = table.path.read_bytes()
    table.path.write_bytes(whole.rstrip()[:-2])  # it would be read as an end at 6
    assert table.read() == [Request("a", 1, 2, 33)]


@pytest.mark.parametrize("separator", ["\r", "\u2028", "\x0b", "\x85"])
def test_whatever_an_error_says_it_stays_one_row(tmp_path: Path, separator: str) -> None:
    table = Table(tmp_path / "requests.csv", Request)
    rows = [Request("a", 1, 2, 3, f"first{separator}second, third"), Request("b", 4, 5, 6)]
    table.append(rows)
    assert table.read() == table.read_new() == rows
