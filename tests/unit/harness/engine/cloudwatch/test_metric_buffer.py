"""Metrics in memory, and what readers of the database see of them."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from localstack.services.cloudwatch.cloudwatch_database_helper import CloudwatchDatabase

from harness.engine.plugins.cloudwatch.metric_buffer import MetricBuffer, Source
from harness.engine.plugins.patches import metrics_stay_connected

QUEUE = Source("000000000000", "us-east-1", "AWS/SQS", {"QueueName": "work"})


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CloudwatchDatabase:
    """A database of LocalStack's own making."""
    monkeypatch.setattr(CloudwatchDatabase, "CLOUDWATCH_DATA_ROOT", str(tmp_path))
    monkeypatch.setattr(CloudwatchDatabase, "METRICS_DB", str(tmp_path / "metrics.db"))
    monkeypatch.setattr(CloudwatchDatabase, "METRICS_DB_READ_ONLY", f"file:{tmp_path}/metrics.db?mode=ro")
    return CloudwatchDatabase()


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

    with sqlite3.connect(database.METRICS_DB) as connection:
        assert connection.execute("SELECT count(*) FROM SINGLE_METRICS").fetchone() == (1,)


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


def test_cleared_samples_are_forgotten(database: CloudwatchDatabase) -> None:
    buffer = MetricBuffer()
    buffer.add(QUEUE, "NumberOfMessagesSent")

    buffer.clear()
    buffer.flush(database)

    assert database.get_all_metric_data() == []
