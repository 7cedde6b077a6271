"""Trees of update expressions: shared between updates, and therefore never changed by one."""

from copy import deepcopy
from typing import Any

import pytest
from moto.dynamodb.comparisons import ConditionExpressionParser
from moto.dynamodb.parsing.ast_nodes import ExpressionAttributeName, ExpressionAttributeValue, Node
from moto.dynamodb.parsing.expressions import UpdateExpressionParser

from harness.engine.plugins.dynamodb import corrections
from tests.unit.harness.engine.dynamodb.database import Database

EVERYTHING = (
    "SET #a.deep = if_not_exists(#a.deep, :none) + :one, rest[1] = list_append(rest, :more) "
    "REMOVE gone, things[0] ADD amount :one DELETE tags :tag"
)


@pytest.fixture
def database() -> Database:
    database = Database()
    database.create()
    return database


def parsed(expression: str) -> Any:
    corrections.install()
    return UpdateExpressionParser.make(expression)


def drawn(node: Any) -> Any:
    """A tree as plain data."""
    if not isinstance(node, Node):
        return node
    return type(node).__name__, [drawn(child) for child in node.children or ()]


def nodes(node: Any) -> list[Any]:
    return [node, *(each for child in node.children or () if isinstance(child, Node) for each in nodes(child))]


def test_an_expression_is_parsed_once() -> None:
    assert parsed(EVERYTHING) is parsed(EVERYTHING)


def test_a_copy_has_the_same_shape_and_nodes_of_its_own() -> None:
    tree = parsed(EVERYTHING)
    copy = deepcopy(tree)

    assert drawn(copy) == drawn(tree)
    assert not set(nodes(copy)) & set(nodes(tree))
    assert {node.parent for node in nodes(copy)} <= {None, *nodes(copy)}


def test_placeholders_are_found_wherever_they_stand() -> None:
    tree = parsed(EVERYTHING)

    assert [node.to_str() for node in tree.find_clauses([ExpressionAttributeName])] == ["#a", "#a"]
    values = [node.get_value_name() for node in tree.find_clauses([ExpressionAttributeValue])]
    assert values == [":none", ":one", ":more", ":one", ":tag"]


def test_the_same_expression_takes_other_names_values_and_items_each_time(database: Database) -> None:
    for key, name, value in (("1", "x", "10"), ("2", "y", "20"), ("1", "x", "5")):
        status, _ = database.call(
            "UpdateItem",
            TableName="things",
            Key={"id": {"S": key}},
            UpdateExpression="SET #name = if_not_exists(#name, :zero) + :value",
            ConditionExpression="attribute_not_exists(#name) OR #name < :value OR #name > :value",
            ExpressionAttributeNames={"#name": name},
            ExpressionAttributeValues={":zero": {"N": "0"}, ":value": {"N": value}},
        )
        assert status == 200

    assert database.items() == {
        "1": {"id": {"S": "1"}, "x": {"N": "15"}},
        "2": {"id": {"S": "2"}, "y": {"N": "20"}},
    }


def test_each_clause_does_its_part(database: Database) -> None:
    database.call(
        "PutItem",
        TableName="things",
        Item={
            "id": {"S": "1"},
            "a": {"M": {"deep": {"N": "1"}}},
            "rest": {"L": [{"S": "p"}, {"S": "q"}]},
            "gone": {"S": "x"},
            "things": {"L": [{"S": "first"}, {"S": "second"}]},
            "tags": {"SS": ["red", "blue"]},
        },
    )
    expression = EVERYTHING.replace("rest[1] = list_append(rest, :more)", "rest = list_append(rest, :more)")

    status, answer = database.call(
        "UpdateItem",
        TableName="things",
        Key={"id": {"S": "1"}},
        UpdateExpression=expression,
        ExpressionAttributeNames={"#a": "a"},
        ExpressionAttributeValues={
            ":none": {"N": "0"},
            ":one": {"N": "1"},
            ":more": {"L": [{"S": "r"}]},
            ":tag": {"SS": ["red"]},
        },
    )

    assert status == 200, answer
    assert database.items()["1"] == {
        "id": {"S": "1"},
        "a": {"M": {"deep": {"N": "2"}}},
        "rest": {"L": [{"S": "p"}, {"S": "q"}, {"S": "r"}]},
        "things": {"L": [{"S": "second"}]},
        "amount": {"N": "1"},
        "tags": {"SS": ["blue"]},
    }


def test_a_conditions_tokens_are_each_parsers_own() -> None:
    corrections.install()
    first, second = (ConditionExpressionParser("a = :v AND b < :v", None, None) for _ in range(2))
    tokens = first._lex_condition_expression()
    tokens.clear()

    assert [token.text for token in second._lex_condition_expression()] == ["a", "=", ":v", "AND", "b", "<", ":v"]
