"""What is read of metrics that lie in LocalStack's database."""

import itertools
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from localstack.services.cloudwatch.cloudwatch_database_helper import CloudwatchDatabase

from harness.engine.plugins.cloudwatch import connection
from harness.engine.plugins.cloudwatch.observations import Series
from harness.engine.plugins.cloudwatch.statistics import BASIC, by_period

OWNER = ("000000000000", "us-east-1", "Shop")
START, END = 1_000_000, 1_000_600

moments = st.integers(START - 60, END + 60)
numbers = st.integers(-1000, 1000)
batches = st.lists(st.tuples(moments, st.lists(numbers, min_size=1, max_size=4)), max_size=12)

names = (f"metric-{number}" for number in itertools.count())


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CloudwatchDatabase]:
    """A database of LocalStack's own making."""
    folder = tmp_path_factory.mktemp("metrics")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CloudwatchDatabase, "CLOUDWATCH_DATA_ROOT", str(folder))
        patch.setattr(CloudwatchDatabase, "METRICS_DB", str(folder / "metrics.db"))
        yield CloudwatchDatabase()
        connection.forget(str(folder / "metrics.db"))


def values(batch: Sequence[int]) -> dict[str, Any]:
    return {"Values": batch}


def sums(batch: Sequence[int]) -> dict[str, Any]:
    return {
        "StatisticValues": {
            "SampleCount": len(batch),
            "Sum": sum(batch),
            "Minimum": min(batch),
            "Maximum": max(batch),
        }
    }


@given(singles=batches, summed=batches, period=st.sampled_from([1, 10, 60, 300, 86400]))
@settings(max_examples=25)
def test_values_that_the_database_sums_up_give_the_same_statistics(
    database: CloudwatchDatabase,
    singles: list[tuple[int, list[int]]],
    summed: list[tuple[int, list[int]]],
    period: int,
) -> None:
    name = next(names)
    data = [(at, values(batch)) for at, batch in singles] + [(at, sums(batch)) for at, batch in summed]
    for at, measured in data:
        datum = {"MetricName": name, "Timestamp": datetime.fromtimestamp(at, UTC), **measured}
        database.add_metric_data(*OWNER, cast(Any, [datum]))
    series = Series(*OWNER, name, {})

    seen, added_up = series.observed(database, START, END), series.summed(database, START, END, period)

    for statistic in BASIC.values():
        assert by_period(added_up, statistic, START, period) == by_period(seen, statistic, START, period)
    assert len(added_up) <= 2 * len({(one.at - START) // period for one in seen})
