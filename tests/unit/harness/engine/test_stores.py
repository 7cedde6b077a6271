"""Going through the stores of all accounts."""

from localstack.services.sqs.models import SqsStore
from localstack.services.stores import AccountRegionBundle

from harness.engine.plugins.stores import stores_of


def test_an_account_may_call_a_service_for_the_first_time_while_somebody_goes_through_its_stores() -> None:
    bundle = AccountRegionBundle("sqs", SqsStore)
    first = [bundle["111111111111"]["us-east-1"], bundle["111111111111"]["eu-west-1"]]
    seen = []

    for store in stores_of(bundle):
        seen.append(store)
        bundle["222222222222"]["us-east-1"]
        bundle["111111111111"]["eu-central-1"]

    assert seen == first
    assert len(stores_of(bundle)) == 4
