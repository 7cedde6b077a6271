"""Metrics in memory, and what readers of the database see of them."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from localstack.services.cloudwatch import cloudwatch_database_helper
from localstack.services.cloudwatch.cloudwatch_database_helper import CloudwatchDatabase

from harness.engine.plugins.cloudwatch import connection
from harness.engine.plugins.cloudwatch.metric_buffer import MetricBuffer, Source
from harness.engine.plugins.patches import metrics_do_without_disk, metrics_stay_connected

QUEUE = Source("000000000000", "us-east-1", "AWS/SQS", {"QueueName": "work"})


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CloudwatchDatabase:
    """A database of LocalStack's own making."""
    monkeypatch.setattr(CloudwatchDatabase, "CLOUDWATCH_DATA_ROOT", str(tmp_path))
    monkeypatch.setattr(CloudwatchDatabase, "METRICS_DB", str(tmp_path / "metrics.db"))
    monkeypatch.setattr(CloudwatchDatabase, "METRICS_DB_READ_ONLY", f"file:{tmp_path}/metrics.db?mode=ro")
    return CloudwatchDatabase()


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files for which there is no room; SQLite says of them what it says of a disk that is full."""
    full: list[Path] = []
    original = connection._open

    def opened(path: str) -> sqlite3.Connection:
        made = original(path)
        if Path(path) in full:
            made.execute("PRAGMA max_page_count = 1")
        return made

    monkeypatch.setattr(connection, "_open", opened)
    return full


def test_flushed_samples_are_what_cloudwatch_finds(database: CloudwatchDatabase) -> None:
    buffer = MetricBuffer()
    for value in (1, 1, 3):
        buffer.add(QUEUE, "NumberOfMessagesSent", value)

    buffer.flush(database)

    dimensions = [{"Name": "QueueName", "Value": "work"}]
    metric = {"Namespace": "AWS/SQS", "MetricName": "NumberOfMessagesSent", "Dimensions": dimensions}
    now = datetime.now(UTC)
    found = database.get_metric_data_stat(
        account_id="000000000000",
        region="us-east-1",
        query={"MetricStat": {"Metric": metric, "Period": 600, "Stat": "Sum", "Unit": "Count"}},
        start_time=now - timedelta(seconds=300),
        end_time=now + timedelta(seconds=300),
        scan_by="TimestampAscending",
    )
    assert found["values"] == [5]


def test_samples_are_written_once(database: CloudwatchDatabase) -> None:
    buffer = MetricBuffer()
    buffer.add(QUEUE, "NumberOfMessagesSent")

    buffer.flush(database)
    buffer.flush(database)

    with sqlite3.connect(database.METRICS_DB) as opened:
        assert opened.execute("SELECT count(*) FROM SINGLE_METRICS").fetchone() == (1,)


def test_what_localstack_writes_itself_is_found_and_seen_by_others(database: CloudwatchDatabase) -> None:
    module: Any = SimpleNamespace(sqlite3=sqlite3)
    metrics_stay_connected.apply(module)
    kept = module.sqlite3

    with kept.connect(database.METRICS_DB) as writing:
        writing.execute("INSERT INTO SINGLE_METRICS (metric_name, value) VALUES ('Errors', 1)")
    with kept.connect(database.METRICS_DB_READ_ONLY, uri=True) as reading:
        assert reading.execute("SELECT value FROM SINGLE_METRICS").fetchall() == [(1,)]
    with sqlite3.connect(database.METRICS_DB) as other:
        assert other.execute("SELECT value FROM SINGLE_METRICS").fetchall() == [(1,)]
    assert reading is writing


def test_samples_for_which_nobody_asks_are_written_before_they_are_too_many(database: CloudwatchDatabase) -> None:
    buffer = MetricBuffer(full=10)
    buffer.overflow_into(database)

    for value in range(95):
        buffer.add(QUEUE, "NumberOfMessagesSent", value)

    assert len(database.get_all_metric_data()) == 90
    buffer.flush(database)
    assert len(database.get_all_metric_data()) == 95


def test_samples_that_overflow_onto_a_full_disk_stay_and_are_tried_again(
    database: CloudwatchDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    buffer, opened = MetricBuffer(full=5_000), connection.connection(database.METRICS_DB)
    buffer.overflow_into(database)

    opened.execute("PRAGMA max_page_count = 1")
    for value in range(9_999):
        buffer.add(QUEUE, "NumberOfMessagesSent", value)
    assert database.get_all_metric_data() == []
    assert len(caplog.messages) == 1

    opened.execute("PRAGMA max_page_count = 1000000")
    buffer.add(QUEUE, "NumberOfMessagesSent", 9_999)
    assert len(database.get_all_metric_data()) == 10_000


def test_cleared_samples_are_forgotten(database: CloudwatchDatabase) -> None:
    buffer = MetricBuffer()
    buffer.add(QUEUE, "NumberOfMessagesSent")

    buffer.clear()
    buffer.flush(database)

    assert database.get_all_metric_data() == []


def test_samples_that_a_full_disk_doesnt_take_wait_for_room(database: CloudwatchDatabase) -> None:
    buffer, opened = MetricBuffer(), connection.connection(database.METRICS_DB)
    for value in range(10_000):
        buffer.add(QUEUE, "NumberOfMessagesSent", value)

    opened.execute("PRAGMA max_page_count = 1")
    with pytest.raises(sqlite3.OperationalError, match="disk is full"):
        buffer.flush(database)
    assert database.get_all_metric_data() == []

    opened.execute("PRAGMA max_page_count = 1000000")
    buffer.add(QUEUE, "NumberOfMessagesSent", 10_000)
    buffer.flush(database)
    assert sorted(sample["v"] for sample in database.get_all_metric_data()) == list(range(10_001))


def test_a_database_for_which_the_disk_has_no_room_is_in_memory_until_it_is_made_anew(
    database: CloudwatchDatabase, full_disk: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    patched = type("Patched", (CloudwatchDatabase,), {})
    monkeypatch.setattr(cloudwatch_database_helper, "sqlite3", metrics_stay_connected.KeptConnections())
    metrics_do_without_disk.apply(cast(Any, SimpleNamespace(CloudwatchDatabase=patched)))
    file = Path(database.METRICS_DB)
    file.unlink()
    full_disk.append(file)
    buffer = MetricBuffer()

    buffer.add(QUEUE, "NumberOfMessagesSent")
    kept = patched()
    buffer.flush(kept)
    assert len(kept.get_all_metric_data()) == 1
    assert not file.exists()

    full_disk.clear()
    again = patched()  # a reset
    buffer.add(QUEUE, "NumberOfMessagesSent")
    buffer.flush(again)
    assert len(again.get_all_metric_data()) == 1
    assert file.stat().st_size > 0
