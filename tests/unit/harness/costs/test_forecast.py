from decimal import Decimal
from pathlib import Path

import pytest

from harness.costs.forecast import DOCUMENTED, REFERENCE, Workload, forecast
from harness.costs.prices import Prices
from harness.errors import CostsError, UsageError
from harness.settings import find_project


@pytest.fixture
def prices() -> Prices:
    return Prices.read(find_project(Path(__file__).parent))


def test_a_thousand_documents_of_three_pages_cost_135_dollars_at_textract_and_14_at_bedrock(prices: Prices) -> None:
    thousand = forecast(REFERENCE, prices)[0]
    assert thousand.documents == 1_000
    assert (thousand.textract, thousand.bedrock) == (Decimal(135), Decimal(14))
    assert thousand.bedrock / 1000 == Decimal("0.014")


def test_the_documents_monthly_table_is_three_dollars_in_a_thousand_below_the_sum_of_its_parts(prices: Prices) -> None:
    months = forecast(REFERENCE, prices)
    assert [month.documented for month in months] == list(DOCUMENTED.values())
    assert [month.total for month in months] == [149, 1_490, 14_900]
    assert [month.difference for month in months] == [3, 30, 300]
    assert {month.per_document for month in months} == {Decimal("0.149")}
    assert {amount / count for count, amount in DOCUMENTED.items()} == {Decimal("0.146")}


def test_another_workload_is_not_compared_with_the_document(prices: Prices) -> None:
    (month,) = forecast(Workload(1, "amazon.nova-lite-v1:0", 1_000, 1_000), prices, (100,))
    assert (month.documented, month.difference) == (None, None)
    assert month.total == 100 * (Decimal("0.045") + Decimal("0.0003"))


def test_a_model_without_a_price_is_named(prices: Prices) -> None:
    with pytest.raises(UsageError, match=r"acme\.llm"):
        forecast(Workload(1, "acme.llm", 1, 1), prices)


def test_prices_that_can_not_be_read_say_which_file(tmp_path: Path) -> None:
    with pytest.raises(CostsError, match=r"prices\.json"):
        Prices.read(tmp_path)
