"""Endpoints are those of botocore's own rules, found once for what the rules look at."""

from typing import Any

import botocore.session
import pytest
from botocore.endpoint_provider import EndpointProvider, RuleSet

from harness.engine.plugins.endpoint_rules import needed_parameters, share_rules
from harness.engine.plugins.lambda_runtime.preload import SERVICES

LOADER = botocore.session.get_session().get_component("data_loader")
PARTITIONS = LOADER.load_data("partitions")

CALLS: list[dict[str, Any]] = [
    {"Bucket": "deeds", "Key": "incoming/a.pdf"},
    {"Bucket": "deeds", "Key": "incoming/a.pdf", "ForcePathStyle": True, "Endpoint": "http://localhost:4566"},
    {"Bucket": "deeds--use1-az4--x-s3", "Key": "a", "UseS3ExpressControlEndpoint": False},
    {"Bucket": "arn:aws:s3:us-east-1:000000000042:accesspoint/deeds", "Key": "a"},
    {"Bucket": "Not.A.Host", "Prefix": "incoming/"},
    {},
]


class Provider(EndpointProvider):
    """botocore's, with shared rules."""

    __init__ = share_rules


def rules(service: str) -> Any:
    return LOADER.load_service_model(service, "endpoint-rule-set-1")


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.get("Bucket", "no bucket"))
def test_the_endpoint_is_that_of_the_rules_as_they_were_written(call: dict[str, Any]) -> None:
    given = {"Region": "us-east-1", "UseFIPS": False, "UseDualStack": False, **call}
    looked_at = {name: value for name, value in given.items() if name in needed_parameters(rules("s3"))}

    expected = RuleSet(**rules("s3"), partitions=PARTITIONS).evaluate(dict(given))

    assert Provider(rules("s3"), PARTITIONS).resolve_endpoint(**looked_at) == expected


@pytest.mark.parametrize("service", SERVICES)
def test_no_rule_lacks_a_parameter(service: str) -> None:
    left_out = set(rules(service)["parameters"]) - set(needed_parameters(rules(service)))

    assert left_out <= {"Key", "Prefix", "CopySource"}


def test_rules_are_shared_by_the_providers_of_one_service_only() -> None:
    assert Provider(rules("s3"), PARTITIONS).ruleset is Provider(rules("s3"), PARTITIONS).ruleset
    assert Provider(rules("s3"), PARTITIONS).ruleset is not Provider(rules("sqs"), PARTITIONS).ruleset


def test_an_object_of_another_key_is_at_an_endpoint_that_is_known() -> None:
    assert "Key" not in Provider(rules("s3"), PARTITIONS).ruleset.parameters
    assert "Bucket" in Provider(rules("s3"), PARTITIONS).ruleset.parameters
