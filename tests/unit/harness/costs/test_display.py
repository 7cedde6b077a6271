from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

from rich.console import Console

from harness.costs.display import print_forecast, print_spending
from harness.costs.forecast import REFERENCE, Workload, forecast
from harness.costs.prices import Prices
from harness.costs.spending import Spending
from harness.settings import find_project


def lines_of(console: Console) -> list[list[str]]:
    assert isinstance(console.file, StringIO)
    return [line.split() for line in console.file.getvalue().splitlines()]


def console() -> Console:
    return Console(file=StringIO(), width=120)


def spending(day: int, textract: str) -> Spending:
    return Spending(date(2026, 1, day), 2, 1, 6, Decimal(textract), Decimal("0.0014"), 3)


def test_days_are_rows_and_their_sum_the_last() -> None:
    out = console()
    print_spending([spending(30, "0.27"), spending(31, "1000")], out)
    lines = [line for line in lines_of(out) if line]
    assert lines[1] == ["2026-01-30", "2", "1", "6", "3", "0.2700", "0.0014", "0.2714"]
    assert lines[-1] == ["all", "4", "2", "12", "6", "1,000.2700", "0.0028", "1,000.2728"]


def test_nothing_spent_is_said() -> None:
    out = console()
    print_spending([], out)
    assert lines_of(out) == [["No", "results."]]


def test_the_reference_stands_beside_what_the_document_says() -> None:
    out = console()
    print_forecast(REFERENCE, forecast(REFERENCE, Prices.read(find_project(Path(__file__).parent))), out)
    lines = lines_of(out)
    assert ["1,000", "135.00", "14.00", "149.00", "0.1490", "146.00", "+3.00"] in lines
    assert "$146." in lines[-1]


def test_another_workload_stands_alone() -> None:
    out = console()
    workload = Workload(1, "amazon.nova-lite-v1:0", 1000, 1000)
    print_forecast(workload, forecast(workload, Prices.read(find_project(Path(__file__).parent))), out)
    assert ["1,000", "45.00", "0.30", "45.30", "0.0453"] in lines_of(out)
    assert "004" not in str(lines_of(out))
