"""The functions that scenarios can name."""

from importlib.metadata import EntryPoint
from typing import Any

import pytest
from pydantic import ValidationError

from harness.errors import UsageError
from harness.scenario import catalog
from harness.scenario.catalog import ACTION_GROUP, Verb, load_catalog
from harness.scenario.world import World


def greet(world: World, name: str, times: int = 1) -> str:
    """Say hello."""
    return f"hello {name}" * times


GREET = Verb("greet", greet)


def test_arguments_are_those_of_the_signature() -> None:
    assert (GREET.usage, GREET.summary) == ("name, [times]", "Say hello.")
    assert GREET.arguments.model_validate({"name": "Ann"}).model_dump() == {"name": "Ann", "times": 1}


@pytest.mark.parametrize("wrong", [{}, {"name": "Ann", "times": "often"}, {"name": "Ann", "loud": True}])
def test_other_arguments_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        GREET.arguments.model_validate(wrong)


@pytest.mark.parametrize(("given", "named"), [(None, {}), ("Ann", {"name": "Ann"}), ({"name": "Ann"}, {"name": "Ann"})])
def test_a_single_value_is_the_first_argument(given: Any, named: dict[str, Any]) -> None:
    assert GREET.spell_out(given) == named


def test_everything_of_ours_is_documented() -> None:
    ours = load_catalog()

    for verbs in (ours.actions, ours.probes, ours.invariants):
        assert all(verb.summary.endswith(".") for verb in verbs.values())
    for verbs in (ours.actions, ours.probes):
        for verb in verbs.values():
            assert all(f"{name}: " in verb.documentation for name in verb.arguments.model_fields), verb.name


def plugin(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a plugin that offers one action."""
    points = {ACTION_GROUP: [EntryPoint(name, value, ACTION_GROUP)]}
    monkeypatch.setattr(catalog, "entry_points", lambda group: points.get(group, []))


def test_a_plugin_adds_an_action(monkeypatch: pytest.MonkeyPatch) -> None:
    plugin("repeat_text", "textwrap:indent", monkeypatch)

    assert load_catalog().actions["repeat_text"].usage == "prefix, [predicate]"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [("upload", "textwrap:indent", "the name is taken"), ("x", "textwrap:nothing", "can't be loaded")],
)
def test_a_plugin_that_cant_be_used_is_named(
    name: str, value: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugin(name, value, monkeypatch)

    with pytest.raises(UsageError, match=message):
        load_catalog()
