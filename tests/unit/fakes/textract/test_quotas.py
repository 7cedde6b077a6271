import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.common.owner import Owner
from fakes.textract.errors import ProvisionedThroughputExceededError
from fakes.textract.quotas import Quota, Rates, documented_quota

OWNER = Owner("111111111111", "eu-west-1")
QUOTA = Quota(start=2, get=5, read=0.5, jobs=100)


class Clock:
    """Time that stands until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def _admitted(rates: Rates, operation: str, calls: int, owner: Owner = OWNER) -> int:
    admitted = 0
    for _ in range(calls):
        try:
            rates.admit(owner, operation)
        except ProvisionedThroughputExceededError:
            continue
        admitted += 1
    return admitted


@pytest.mark.parametrize(
    ("operation", "calls"),
    [("StartDocumentAnalysis", 2), ("GetDocumentAnalysis", 5), ("AnalyzeDocument", 1)],
)
def test_a_second_has_as_many_calls_as_the_rate(operation: str, calls: int) -> None:
    clock = Clock()
    rates = Rates(lambda region: QUOTA, clock)

    assert _admitted(rates, operation, 20) == calls
    clock.now += 10
    assert _admitted(rates, operation, 20) == calls


def test_operations_accounts_and_regions_have_rates_of_their_own() -> None:
    rates = Rates(lambda region: QUOTA, Clock())

    assert _admitted(rates, "StartDocumentAnalysis", 5) == 2
    assert _admitted(rates, "StartDocumentTextDetection", 5) == 2
    assert _admitted(rates, "StartDocumentAnalysis", 5, Owner("222222222222", "eu-west-1")) == 2
    assert _admitted(rates, "StartDocumentAnalysis", 5, Owner("111111111111", "eu-west-2")) == 2


@given(st.lists(st.floats(0, 3), min_size=1, max_size=60))
def test_over_any_time_no_more_calls_pass_than_the_rate_and_one_second_s_worth(pauses: list[float]) -> None:
    clock = Clock()
    rates, admitted = Rates(lambda region: QUOTA, clock), 0
    for pause in pauses:
        clock.now += pause
        admitted += _admitted(rates, "StartDocumentAnalysis", 1)

    assert admitted <= 2 + 2 * sum(pauses[1:]) + 1e-6


def test_large_regions_have_the_larger_quota() -> None:
    assert (documented_quota("us-east-1").start, documented_quota("us-east-1").jobs) == (10, 600)
    assert (documented_quota("eu-west-1").start, documented_quota("eu-west-1").jobs) == (2, 100)
