"""When a resource is replaced."""

from typing import Any

import pytest

from harness.engine.plugins.cloudformation.updates.replacement import kept_name, needs_replacement

SCHEMA = {
    "primaryIdentifier": ["/properties/TableName"],
    "createOnlyProperties": ["/properties/TableName", "/properties/Storage/Kind"],
}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"TableName": "a"}, {"TableName": "a", "Size": 1}, False),
        ({"TableName": "a"}, {"TableName": "b"}, True),
        ({}, {"TableName": "a"}, True),
        ({"TableName": "a"}, {}, True),
        ({"Storage": {"Kind": "x", "Size": 1}}, {"Storage": {"Kind": "x", "Size": 2}}, False),
        ({"Storage": {"Kind": "x"}}, {"Storage": {"Kind": "y"}}, True),
        ({"Storage": "text"}, {"Storage": {"Kind": "y"}}, True),
        ({"KeySchema": ["a"]}, {"KeySchema": ["b"]}, True),
    ],
)
def test_a_property_of_creation_replaces(before: Any, after: Any, expected: bool) -> None:
    assert needs_replacement("AWS::DynamoDB::Table", SCHEMA, before, after) is expected


def test_only_types_that_forgot_it_have_more_such_properties() -> None:
    assert not needs_replacement("AWS::SQS::Queue", SCHEMA, {"KeySchema": ["a"]}, {"KeySchema": ["b"]})


def test_a_name_that_stays_is_taken() -> None:
    assert kept_name(SCHEMA, {"TableName": "a"}, {"TableName": "a"}) == "a"
    assert kept_name(SCHEMA, {"TableName": "a"}, {"TableName": "b"}) is None
    assert kept_name(SCHEMA, {}, {}) is None


def test_an_identifier_that_the_service_gives_is_never_taken() -> None:
    schema = {"primaryIdentifier": ["/properties/Id"], "readOnlyProperties": ["/properties/Id"]}

    assert kept_name(schema, {"Id": "1"}, {"Id": "1"}) is None
    assert kept_name({"primaryIdentifier": ["/properties/A", "/properties/B"]}, {"A": 1}, {"A": 1}) is None
