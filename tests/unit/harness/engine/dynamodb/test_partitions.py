"""The partitions of an index follow the table, whatever happens to its items."""

from hypothesis import given
from hypothesis import strategies as st
from moto.dynamodb.comparisons import COMPARISON_FUNCS
from moto.dynamodb.models.dynamo_type import DynamoType, Item

from harness.engine.plugins.dynamodb.partitions import Partitions
from harness.engine.plugins.dynamodb.spans import span_of

ID = {"id": {"S": "1"}}
STATES = st.one_of(
    st.just(None),
    st.just(ID),
    st.builds(lambda job: {**ID, "job": {"S": job}}, st.sampled_from("xy")),
    st.builds(
        lambda job, at: {**ID, "job": {"S": job}, "at": {"N": str(at)}}, st.sampled_from("xy"), st.integers(-3, 12)
    ),
)
"""An item that is gone, that lacks both keys of an index, or one, or none."""

STEPS = st.lists(st.tuples(st.sampled_from("abcde"), STATES), max_size=30)
TEXTS = st.text(alphabet="ab\U0010ffff", max_size=3)


def item(attributes: dict[str, dict[str, str]] | None) -> Item | None:
    return Item(DynamoType({"S": "1"}), None, attributes) if attributes is not None else None


@given(STEPS)
def test_a_partition_has_the_keys_of_the_items_with_its_value(
    steps: list[tuple[str, dict[str, dict[str, str]] | None]],
) -> None:
    partitions = Partitions("job")
    for key, state in steps:
        partitions.note((DynamoType({"S": key}), None), item(state))

    for value in "xy":
        found = {key.value for key, _ in partitions.keys_of(DynamoType({"S": value}))}
        assert found == {key for key, now in dict(steps).items() if now and now.get("job") == {"S": value}}


@given(STEPS, st.sampled_from(["=", "<", "<=", ">", ">=", "BETWEEN"]), st.integers(-3, 12), st.integers(-3, 12))
def test_what_meets_a_condition_is_found_in_order_and_little_else(
    steps: list[tuple[str, dict[str, dict[str, str]] | None]], operator: str, low: int, high: int
) -> None:
    partitions = Partitions("job", "at")
    for key, state in steps:
        partitions.note((DynamoType({"S": key}), None), item(state))
    operands = [low, high] if operator == "BETWEEN" else [low]

    span = span_of(operator, [DynamoType({"N": str(operand)}) for operand in operands])
    found = [key.value for key, _ in partitions.keys_of(DynamoType({"S": "x"}), span)]

    at = {
        key: int(now["at"]["N"])
        for key, now in dict(steps).items()
        if now and now["job" if "at" in now else "id"] == {"S": "x"}
    }
    assert [at[key] for key in found] == sorted(at[key] for key in found)
    assert set(found) >= {key for key, value in at.items() if COMPARISON_FUNCS[operator](value, *operands)}
    assert all(COMPARISON_FUNCS[operator](at[key], *operands) or at[key] in operands for key in found)


@given(st.lists(TEXTS, max_size=20, unique=True), TEXTS)
def test_all_that_begins_with_a_text_is_found_and_nothing_else(texts: list[str], prefix: str) -> None:
    partitions = Partitions("job", "name")
    for text in texts:
        key = DynamoType({"S": text}), None
        partitions.note(key, item({**ID, "job": {"S": "x"}, "name": {"S": text}}))

    span = span_of("BEGINS_WITH", [DynamoType({"S": prefix})])
    found = {key.value for key, _ in partitions.keys_of(DynamoType({"S": "x"}), span)}

    assert found >= {text for text in texts if text.startswith(prefix)}
    assert all(text.startswith(prefix) for text in found)
