"""CloudFormation does each piece of work on a template once, and the result is the same."""

import copy
from types import ModuleType, SimpleNamespace
from typing import Any, cast

import pytest
from localstack.services.cloudformation.engine.v2 import change_set_model

from harness.engine.plugins.patches import cloudformation_walks_lightly, templates_parsed_once
from harness.engine.plugins.patches.cloudformation_transforms_if_asked import _if_asked, asks_for_transform


def preparer(parse: Any) -> Any:
    """A module like LocalStack's `template_preparer`, patched."""
    module = cast(ModuleType, SimpleNamespace(parse_template=parse))
    templates_parsed_once.apply(module)
    return module


def test_a_text_is_parsed_once() -> None:
    parsed: list[str] = []

    def parse(text: str) -> dict[str, str]:
        parsed.append(text)
        return {"Description": text}

    module = preparer(parse)

    assert [module.parse_template(text)["Description"] for text in "aab"] == ["a", "a", "b"]
    assert parsed == ["a", "b"]


def test_who_changes_a_parsed_template_changes_his_own() -> None:
    module = preparer(lambda text: {"Resources": {"Queue": {}}})
    module.parse_template("a")["Resources"].clear()

    assert module.parse_template("a") == {"Resources": {"Queue": {}}}


def test_a_text_that_is_no_template_is_refused_each_time() -> None:
    def refuse(text: str) -> Any:
        raise ValueError(text)

    module = preparer(refuse)
    for _ in range(2):
        with pytest.raises(ValueError, match="no template"):
            module.parse_template("no template")


@pytest.mark.parametrize(
    ("template", "asks"),
    [
        (None, False),
        ({"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}, False),
        ({"Transform": "AWS::Serverless-2016-10-31", "Resources": {}}, True),
        ({"Resources": {"Fn::Transform": {"Name": "AWS::Include"}}}, True),
        ({"Resources": {"Role": {"Properties": {"Policies": [{"Fn::Transform": {"Name": "Macro"}}]}}}}, True),
        ({"Resources": {"Topic": {"Properties": {"DisplayName": "Fn::Transform"}}}}, False),
    ],
)
def test_a_transform_is_found_wherever_it_may_stand(template: Any, asks: bool) -> None:
    assert asks_for_transform(template) is asks


@pytest.mark.parametrize(("before", "after"), [({"Transform": "Macro"}, {}), ({}, {"Transform": "Macro"})])
def test_a_change_to_or_from_a_transform_is_transformed(before: Any, after: Any) -> None:
    model = SimpleNamespace(_before_template=before, _after_template=after)

    assert _if_asked(lambda _: ("transformed", "both"))(model) == ("transformed", "both")


def test_templates_without_transform_stay_as_they_are() -> None:
    templates: tuple[Any, Any] = {"Resources": {"Queue": {}}}, {"Resources": {"Topic": {}}}
    model = SimpleNamespace(_before_template=templates[0], _after_template=templates[1])

    assert _if_asked(lambda _: pytest.fail("transformed"))(model) == templates


def test_places_in_a_template_are_shared_by_copies() -> None:
    cloudformation_walks_lightly.leave_places(change_set_model)
    place = change_set_model.Scope("Resources").open_scope("Queue")
    values = {place: {"QueueName": "incoming"}}
    copied = copy.deepcopy(values)

    assert copied == values
    assert next(iter(copied)) is place
    assert copied[place] is not values[place]
