from pathlib import Path
from typing import get_args

import pytest

from harness.costs.prices import Prices
from harness.gauges import FunctionGauge, Gauges, Tally
from harness.load.costs import PAGES, estimate, reckon
from harness.load.profile import Kind
from harness.load.profiles import built_in
from harness.load.usage import Usage, usage_between
from harness.settings import find_project
from tests.unit.harness.load.ledgers import completed


def tally(service: str, operation: str, count: int, by: str = "function", error: str = "", size: int = 0) -> Tally:
    return Tally(
        service=service, operation=operation, error=error, by=by, count=count, request_bytes=size, response_bytes=size
    )


def test_the_bill_is_at_list_prices_with_the_dearest_first() -> None:
    usage = Usage(
        calls=(tally("s3", "PutObject", 1_000_000, by="client"), tally("sqs", "ReceiveMessage", 1_000_000)),
        invocations={"reader": 1_000_000},
        gb_seconds={"reader": 100_000.0},
    )
    bill = {cost.what: cost.usd for cost in reckon([completed(ai_usd=20.0)], usage)}
    assert bill == pytest.approx(
        {"Textract and Bedrock": 20.0, "S3": 5.0, "Lambda": 1.53334, "EventBridge": 1.0, "SQS": 0.5}
    )
    assert list(bill) == ["Textract and Bedrock", "S3", "Lambda", "EventBridge", "SQS"]


def test_whoever_only_watches_costs_nothing() -> None:
    watching = (tally("dynamodb", "Query", 1_000_000, by="client"), tally("sqs", "GetQueueAttributes", 9, by="client"))
    assert reckon([], Usage(calls=watching)) == []


def test_large_items_cost_as_many_units_as_they_have_kilobytes() -> None:
    (small,) = reckon([], Usage(calls=(tally("dynamodb", "PutItem", 1000, size=1000 * 500),)))
    (large,) = reckon([], Usage(calls=(tally("dynamodb", "PutItem", 1000, size=1000 * 10_240),)))
    assert large.usd == pytest.approx(10 * small.usd)


def test_usage_is_what_came_between_two_looks() -> None:
    before = _gauges(tally("s3", "PutObject", 5, size=50), invocations=3, gb_seconds=1.5)
    after = _gauges(tally("s3", "PutObject", 7, size=90), tally("s3", "GetObject", 1), invocations=9, gb_seconds=4.0)
    usage = usage_between(before, after)
    assert [(each.operation, each.count, each.request_bytes) for each in usage.calls] == [
        ("PutObject", 2, 40),
        ("GetObject", 1, 0),
    ]
    assert (usage.invocations, usage.gb_seconds) == ({"reader": 6}, {"reader": 2.5})


def test_the_estimate_knows_every_kind_of_document() -> None:
    assert PAGES.keys() == set(get_args(Kind))
    assert (
        1000 < estimate(built_in()["ramp"], Prices.read(find_project(Path(__file__)))) < 1500
    )  # 16,200 uploads, a tenth of them repetitions, 1.5 pages each


def _gauges(*calls: Tally, invocations: int, gb_seconds: float) -> Gauges:
    work = FunctionGauge(invocations=invocations, gb_seconds=gb_seconds)
    return Gauges(functions={"reader": work}, jobs={}, calls=calls)
