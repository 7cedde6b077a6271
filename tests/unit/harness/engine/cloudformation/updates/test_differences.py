"""What an update changes."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from harness.engine.plugins.cloudformation.updates.differences import differing, merged

SCHEMA = {
    "properties": {name: {} for name in ("Name", "Arn", "Size", "Colour")},
    "primaryIdentifier": ["/properties/Name"],
    "readOnlyProperties": ["/properties/Arn"],
    "createOnlyProperties": ["/properties/Name", "/properties/Colour/Kind"],
}
GIVEN = {"Name": "generated", "Arn": "arn"}

changeable = st.fixed_dictionaries({}, optional={"Size": st.integers(), "Colour": st.text()})


def test_properties_are_set_changed_and_removed() -> None:
    assert differing(SCHEMA, GIVEN | {"Size": 1}, {"Size": 2}) == {"Size"}
    assert differing(SCHEMA, GIVEN, {"Size": 2}) == {"Size"}
    assert differing(SCHEMA, GIVEN | {"Size": 1}, {}) == {"Size"}


def test_a_property_with_one_fixed_part_can_change_in_others() -> None:
    assert differing(SCHEMA, GIVEN | {"Colour": {"Hue": 1}}, {"Colour": {"Hue": 2}}) == {"Colour"}


def test_what_only_the_provider_knows_of_stays() -> None:
    previous = GIVEN | {"OtherArn": "arn:other"}

    assert differing(SCHEMA, previous, {}) == frozenset()
    assert merged(SCHEMA, previous, {})["OtherArn"] == "arn:other"


def test_a_property_that_is_newer_than_the_schema_can_be_removed_if_it_is_known() -> None:
    assert differing(SCHEMA, {"Tags": []}, {}) == frozenset()
    assert differing(SCHEMA, {"Tags": []}, {}, {"Tags"}) == {"Tags"}
    assert differing(SCHEMA, {}, {"Tags": []}) == {"Tags"}


@given(changeable, changeable)
def test_the_new_state_is_the_template_and_the_identity(before: dict[str, Any], after: dict[str, Any]) -> None:
    state = merged(SCHEMA, GIVEN | before, after)

    assert state == GIVEN | after
    assert differing(SCHEMA, state, after) == frozenset()


@given(changeable, changeable)
def test_what_differs_one_way_differs_the_other_way(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert differing(SCHEMA, before, after) == differing(SCHEMA, after, before)
