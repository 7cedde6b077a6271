from typing import Any

import pytest

from harness.engine.plugins.dynamodb.errors import ValidationError
from harness.engine.plugins.dynamodb.expressions import attributes_of, check

VALUE = {":v": {"S": "x"}}


@pytest.mark.parametrize(
    "request_",
    [
        {},
        {
            "UpdateExpression": "SET #a.b[1] = if_not_exists(#a, :v)",
            "ExpressionAttributeNames": {"#a": "x"},
            "ExpressionAttributeValues": VALUE,
        },
        {"RequestItems": {"t": {"Keys": [], "ProjectionExpression": "#a", "ExpressionAttributeNames": {"#a": "x"}}}},
        {"RequestItems": {"t": [{"PutRequest": {"Item": {}}}]}},
    ],
)
def test_a_sound_request_passes(request_: dict[str, Any]) -> None:
    check(request_)


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        ({"FilterExpression": ""}, "Invalid FilterExpression: The expression can not be empty"),
        ({"ConditionExpression": "a = :v"}, "Invalid ConditionExpression: .* value: :v"),
        ({"ProjectionExpression": "#a"}, "Invalid ProjectionExpression: .* name: #a"),
        ({"ConditionExpression": "a = b", "ExpressionAttributeValues": VALUE}, "unused in expressions: keys: {:v}"),
        ({"ConditionExpression": "a = b", "ExpressionAttributeValues": {}}, "must not be empty"),
        ({"ExpressionAttributeValues": VALUE}, "can only be specified when using expressions"),
        ({"TransactItems": [{"Delete": {"ConditionExpression": "a = :v"}}]}, "value: :v"),
    ],
)
def test_an_unsound_request_is_refused(request_: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        check(request_)

    assert refusal.match(reason) or reason in str(refusal.value.exception_msg)


def test_the_attributes_of_an_expression_are_the_beginnings_of_its_paths() -> None:
    named = attributes_of(
        "#a.deep = :v AND begins_with(plain[0].inner, :w) OR size(#b) > :n", {"#a": "alpha", "#b": "beta"}
    )

    assert {"alpha", "beta", "plain"} <= named
    assert not {"deep", "inner", "v", "w", "n"} & named
