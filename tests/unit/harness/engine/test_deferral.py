"""A module that stands in for another until that is needed."""

import ast
import importlib
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

from harness.engine.plugins import deferral

SOURCE = "imported = True\ndef twice(number): return 2 * number\nclass Other: pass\n"


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """For a module of which `twice` can be taken without importing it."""
    (tmp_path / "dear.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(tmp_path)
    deferral.install({"dear": frozenset({"twice"})})
    yield importlib.import_module("dear")
    sys.modules.pop("dear", None)


def test_taking_a_name_imports_nothing(stand_in: ModuleType) -> None:
    names: dict[str, object] = {}
    exec("from dear import twice", names)

    assert callable(names["twice"])
    assert not is_imported()


def is_imported() -> bool:
    return "imported" in vars(sys.modules["dear"])


def test_a_function_is_imported_when_it_is_called(stand_in: ModuleType) -> None:
    twice = stand_in.twice
    assert not is_imported()
    assert twice(21) == 42
    assert is_imported()


def test_whoever_wants_something_else_gets_the_module(stand_in: ModuleType) -> None:
    assert stand_in.Other is sys.modules["dear"].Other
    assert stand_in.twice is sys.modules["dear"].twice


def test_who_only_looks_through_all_modules_imports_nothing(stand_in: ModuleType) -> None:
    assert not hasattr(stand_in, "__file__")
    assert not is_imported()


def test_a_name_that_the_module_has_not_is_an_error_as_ever(stand_in: ModuleType) -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = stand_in.nothing


def test_modules_of_a_deferred_package_can_be_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "wide"
    package.mkdir()
    (package / "__init__.py").write_text("imported = True\ndef twice(number): return 2 * number\n")
    (package / "part.py").write_text("half = 21\n")
    monkeypatch.syspath_prepend(tmp_path)
    deferral.install({"wide": frozenset({"twice"})})
    try:
        twice = importlib.import_module("wide").twice
        assert importlib.import_module("wide.part").half == 21
        assert "imported" not in vars(sys.modules["wide"])
        assert twice(21) == 42
    finally:
        for name in ("wide", "wide.part"):
            del sys.modules[name]


def test_a_module_that_is_there_already_stays() -> None:
    deferral.install({"ast": frozenset({"parse"})})

    assert sys.modules["ast"] is ast


@pytest.mark.parametrize("name", deferral.DEFERRED)
def test_every_deferred_name_exists(name: str) -> None:
    source = find_spec(name)
    assert source is not None
    assert source.origin is not None
    text = Path(source.origin).read_text()

    assert all(deferred in text for deferred in deferral.DEFERRED[name])
