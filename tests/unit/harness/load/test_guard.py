from pathlib import Path

import pytest

from harness.costs.prices import Prices
from harness.errors import UsageError
from harness.load.guard import refuse_aws, require_cap, require_queues
from harness.load.profile import Limit
from harness.load.profiles import built_in
from harness.settings import find_project

RAMP = built_in()["ramp"]
PRICES = Prices.read(find_project(Path(__file__)))


@pytest.mark.parametrize(("consent", "cap"), [(False, None), (False, 20_000), (True, None)])
def test_without_consent_and_cap_the_price_is_told_and_nothing_is_sent(consent: bool, cap: int | None) -> None:
    with pytest.raises(UsageError, match=r"about 16,200 uploads, and about \$1,"):
        refuse_aws(RAMP, PRICES, accept_charges=consent, max_requests=cap)


def test_even_with_consent_there_is_no_way_to_aws_yet() -> None:
    with pytest.raises(UsageError, match="can't take load yet"):
        refuse_aws(RAMP, PRICES, accept_charges=True, max_requests=20_000)


def test_a_cap_is_a_cap() -> None:
    require_cap(100, None)
    require_cap(100, 100)
    with pytest.raises(UsageError, match="101 requests, and 100 are allowed"):
        require_cap(101, 100)


def test_a_limit_on_a_queue_that_there_isnt_is_refused_before_an_hour_was_spent() -> None:
    limits = (Limit(measure="queue_depth", of="CompletionQueue", at_most=5), Limit(measure="dead_letters", at_most=0))
    profile = RAMP.model_copy(update={"limits": limits})
    require_queues(profile, {"CompletionQueue", "DeadLetterQueue"})
    with pytest.raises(UsageError, match="queue depth of CompletionQueue"):
        require_queues(profile, {"DeadLetterQueue"})
