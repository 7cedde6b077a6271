"""The partitions of an index follow the table, whatever happens to its items."""

from hypothesis import given
from hypothesis import strategies as st
from moto.dynamodb.models.dynamo_type import DynamoType, Item

from harness.engine.plugins.dynamodb.partitions import Partitions

STEPS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y", "no attribute", "gone"])), max_size=30)


def item(value: str) -> Item | None:
    if value == "gone":
        return None
    attributes = {"id": {"S": "1"}} if value == "no attribute" else {"id": {"S": "1"}, "job": {"S": value}}
    return Item(DynamoType({"S": "1"}), None, attributes)


@given(STEPS)
def test_a_partition_has_the_keys_of_the_items_with_its_value(steps: list[tuple[str, str]]) -> None:
    partitions, table = Partitions("job"), dict[str, str]()

    for key, value in steps:
        partitions.note((DynamoType({"S": key}), None), item(value))
        table[key] = value

    for value in ("x", "y"):
        found = {key.value for key, _ in partitions.keys_of(DynamoType({"S": value}))}
        assert found == {key for key, now in table.items() if now == value}
