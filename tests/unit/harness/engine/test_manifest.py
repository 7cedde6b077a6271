"""The manifest of the self-check and the entry points of the package are the same list."""

import tomllib
from pathlib import Path

from harness.engine.plugins.manifest import PLUGINS
from harness.engine.plugins.selfcheck import found_plugins, missing_plugins

PYPROJECT = Path(__file__).parents[4] / "pyproject.toml"


def test_the_manifest_lists_exactly_the_entry_points_of_pyproject() -> None:
    entry_points = tomllib.loads(PYPROJECT.read_text())["project"]["entry-points"]

    assert {group: set(points) for group, points in entry_points.items()} == {
        group: set(names) for group, names in PLUGINS.items()
    }


def test_every_plugin_of_the_manifest_is_installed() -> None:
    assert missing_plugins(found_plugins()) == []


def test_a_missing_plugin_is_named_with_its_namespace() -> None:
    found = {group: set(names) for group, names in PLUGINS.items()}
    found["localstack.aws.provider"] -= {"textract:fake"}

    assert missing_plugins(found) == ["Plugin 'textract:fake' of 'localstack.aws.provider' isn't installed."]
