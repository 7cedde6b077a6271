"""CloudFormation does each piece of work on a template once, and the result is the same."""

import copy
import io
import os
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, cast
from zipfile import ZipFile

import pytest
from localstack.services.cloudformation.engine.v2 import change_set_model

from harness.engine.plugins.patches import (
    cloudformation_walks_lightly,
    functions_are_awaited,
    templates_modelled_once,
    templates_parsed_once,
)
from harness.engine.plugins.patches.cloudformation_transforms_if_asked import _if_asked, asks_for_transform
from harness.engine.plugins.patches.inline_code_is_zipped_in_process import zipped


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


def test_the_same_code_makes_the_same_zip(tmp_path: Path) -> None:
    for number, folder in enumerate((tmp_path / "once", tmp_path / "again")):
        (folder / "below").mkdir(parents=True)
        for name in ("index.py", "below/more.py"):
            (folder / name).write_text(name)
            os.utime(folder / name, (number * 10**9, number * 10**9))

    archive = zipped(str(tmp_path / "once"), get_content=True)

    assert archive == zipped(str(tmp_path / "again"), get_content=True)
    with ZipFile(io.BytesIO(archive)) as entries:
        assert {name: entries.read(name) for name in entries.namelist()} == {
            "below/more.py": b"below/more.py",
            "index.py": b"index.py",
        }


def test_who_makes_a_function_goes_on_when_it_has_started() -> None:
    start, arn, asked = Future[None](), "arn:aws:lambda:us-east-1:111122223333:function:f", threading.Event()

    def create(_self: Any, _request: Any) -> Any:
        asked.set()
        return SimpleNamespace(resource_model={"Arn": arn})

    service = SimpleNamespace(LambdaService=SimpleNamespace(create_function_version=lambda _self, _version: start))
    provider = SimpleNamespace(LambdaFunctionProvider=SimpleNamespace(create=create))
    functions_are_awaited.apply_to_starts(cast(ModuleType, service))
    functions_are_awaited.apply_to_stacks(cast(ModuleType, provider))
    service.LambdaService.create_function_version(None, SimpleNamespace(qualified_arn=f"{arn}:$LATEST"))

    with ThreadPoolExecutor(1) as pool:
        created = pool.submit(provider.LambdaFunctionProvider.create, None, None)
        asked.wait()
        assert not created.done()
        start.set_result(None)
        assert created.result().resource_model == {"Arn": arn}
    assert not functions_are_awaited.STARTING


def test_the_same_templates_are_modelled_once_and_others_anew() -> None:
    provider = cast(Any, SimpleNamespace(ChangeSetModel=lambda **versions: object()))
    templates_modelled_once.apply(provider)
    one, other = [dict[str, Any](before_template=None, after_template={"Resources": {}}) for _ in range(2)]

    models = [provider.ChangeSetModel(**versions) for versions in (one, one, other, one, one, one)]

    assert models[0] is models[1]
    assert models[3] is models[4]
    assert len(set(models)) == 4
