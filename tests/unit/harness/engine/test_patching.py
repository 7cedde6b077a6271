"""Patches wait for the import of their module, and a place that moved is noticed."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from harness.engine.plugins.patching import Patch, PatchBoard, PatchError, PatchState, replace


@pytest.fixture
def module_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module that nobody has imported yet, with one function."""
    name = f"patched_{tmp_path.name}".replace("-", "_")
    (tmp_path / f"{name}.py").write_text("def greet():\n    return 'hello'\n")
    monkeypatch.syspath_prepend(tmp_path)
    return name


def louder(module: ModuleType) -> None:
    replace(module, "greet", lambda original: lambda: original().upper())


def test_a_patch_is_pending_until_its_module_is_imported(module_name: str) -> None:
    board = PatchBoard()
    board.install([Patch("louder", module_name, louder)])
    before = dict(board.states)

    module = __import__(module_name)

    assert before == {"louder": PatchState.PENDING}
    assert board.states == {"louder": PatchState.ACTIVE}
    assert module.greet() == "HELLO"


def test_a_module_that_is_there_already_is_patched_at_once(module_name: str) -> None:
    __import__(module_name)
    board = PatchBoard()

    board.install([Patch("louder", module_name, louder)])

    assert board.states == {"louder": PatchState.ACTIVE}
    assert sys.modules[module_name].greet() == "HELLO"


def test_a_place_that_moved_fails_the_patch_but_not_the_import(module_name: str) -> None:
    board = PatchBoard()
    board.install([Patch("louder", module_name, lambda module: replace(module, "gone", lambda original: original))])

    module = __import__(module_name)

    assert module.greet() == "hello"
    assert board.states == {"louder": PatchState.FAILED}
    assert "has no 'gone'" in board.failed()["louder"]


def test_replacing_what_is_not_there_is_an_error() -> None:
    with pytest.raises(PatchError, match="has no 'nothing'"):
        replace(sys, "nothing", lambda original: original)
