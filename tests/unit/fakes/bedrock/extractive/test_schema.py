import pytest

from fakes.bedrock.json_value import JsonObject
from fakes.bedrock.responders.extractive.schema import Schema, is_schema


@pytest.mark.parametrize(
    "node",
    [
        {"type": ["null", "string"], "title": "T"},
        {"anyOf": [{"type": "null"}, {"type": "string"}], "title": "T"},
        {"allOf": [{"title": "T"}, {"type": "string"}]},
        {"$ref": "#/$defs/text"},
    ],
)
def test_however_a_node_is_written_it_has_one_shape(node: JsonObject) -> None:
    schema = Schema({"$defs": {"text": {"type": "string", "title": "T"}}})
    shape = schema.shape(node)

    assert (shape["type"], shape["title"]) == ("string", "T")


def test_a_nodes_own_words_win_over_those_of_what_it_refers_to() -> None:
    schema = Schema({"$defs": {"text": {"type": "string", "title": "Theirs"}}})

    assert schema.shape({"$ref": "#/$defs/text", "title": "Mine"})["title"] == "Mine"


def test_a_node_that_refers_to_itself_has_a_shape() -> None:
    root: JsonObject = {"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a", "type": "string"}}}

    assert Schema(root).shape(root)["type"] == "string"
    assert not Schema(root).accepts(root, "x")


@pytest.mark.parametrize("reference", ["#/nowhere", "https://example.com/schema.json"])
def test_what_cannot_be_resolved_accepts_nothing_and_fetches_nothing(reference: str) -> None:
    assert not Schema({}).accepts({"$ref": reference}, "x")


@pytest.mark.parametrize("root", [{"type": "banana"}, {"properties": 3}, {"pattern": "("}])
def test_a_broken_schema_is_none(root: JsonObject) -> None:
    assert not is_schema(root)
