from datetime import date
from decimal import Decimal
from typing import Any

from harness.costs.spending import add_up
from harness.results.result import Result

DAY = date(2026, 1, 31)


def result(status: str = "COMPLETED", **more: Any) -> Result:
    return Result(processing_id="proc-1", timestamp=1, s3_key="incoming/a.pdf", status=status, **more)


def test_a_day_is_the_sum_of_its_runs() -> None:
    day = add_up(
        DAY,
        [
            result(page_count=3, textract_cost=0.135, bedrock_cost=0.0014, model_cache_hits=0),
            result(page_count=1, textract_cost=0.0, bedrock_cost=0.0, model_cache_hits=2),
            result("FAILED", textract_cost=0.045, bedrock_cost=0.0003),
            result("FAILED"),
        ],
    )
    assert (day.completed, day.failed, day.pages, day.cache_hits) == (2, 2, 4, 2)
    assert (day.textract, day.bedrock, day.total) == (Decimal("0.18"), Decimal("0.0017"), Decimal("0.1817"))


def test_a_day_without_runs_costs_nothing() -> None:
    assert add_up(DAY, []).total == 0
