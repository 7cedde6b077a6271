from pathlib import Path

import pytest

from harness.errors import UsageError
from harness.load.generation import Workers, trouble


def test_who_is_alone_needs_no_master() -> None:
    assert Workers().options == []
    Workers(bind_host="192.0.2.1").require_port()  # nobody will listen there


def test_two_processes_have_a_master_of_their_own_and_workers_elsewhere_are_waited_for() -> None:
    bind = ["--master-bind-host", "127.0.0.1", "--master-bind-port", "5557"]
    assert Workers(2).options == ["--processes", "2", "--master-port", "5557", *bind]
    assert Workers(elsewhere=3).options == ["--master", "--expect-workers", "3", *bind]


@pytest.mark.parametrize("workers", [Workers(2, bind_port=1000), Workers(elsewhere=1, bind_port=1000)])
def test_a_port_that_is_taken_is_told_of_before_anything_starts(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(address: tuple[str, int]) -> None:
        raise OSError(98, "Address already in use")

    monkeypatch.setattr("socket.create_server", taken)
    with pytest.raises(UsageError, match=r"127\.0\.0\.1:1000: Address already in use"):
        workers.require_port()


def test_of_a_log_its_errors_are_shown_or_its_end(tmp_path: Path) -> None:
    log = tmp_path / "generator.log"
    assert trouble(log) == []
    log.write_text("\n".join(f"line {number}" for number in range(40)))
    assert trouble(log) == [f"line {number}" for number in range(25, 40)]
    error = "[2026-01-31 12:00:00,000] host/ERROR/harness.load.generator.office: A sender has gone."
    log.write_text(f"{error}\nType  Name  # reqs\n")
    assert trouble(log) == [error]
