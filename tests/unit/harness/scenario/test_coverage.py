"""Whatever a scenario can name is carried out on an engine by a scenario or a test: or who knows whether it works?"""

import ast
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from harness.scenario.catalog import Verb, load_catalog
from harness.scenario.folders import SCENARIOS, is_scenario
from harness.scenario.loader import load_plan
from harness.scenario.plan import Action, Again, Bound, Question, Together
from harness.settings import find_project

PROJECT = find_project(Path(__file__).parent)
Function = Callable[..., Any]


def bound_in(actions: tuple[Action, ...]) -> Iterator[Function]:
    """The functions that actions carry out."""
    for action in actions:
        match action:
            case Bound(verb=verb):
                yield verb.function
            case Question(probe=probe):
                yield probe.verb.function
            case Again(steps=steps) | Together(steps=steps):
                yield from bound_in(steps)


def carried_out_by_scenarios() -> set[Function]:
    """As their files are bound, whatever they may be called in comments."""
    files = [file for file in (PROJECT / SCENARIOS).rglob("*.yaml") if is_scenario(file)]
    phases = [phase for file in files for phase in load_plan(file, load_catalog()).phases]
    return {function for phase in phases for function in bound_in((*phase.actions, *phase.questions))}


def called_by(source: str) -> set[Any]:
    """What a module imports from the scenario package and calls."""
    tree = ast.parse(source)
    imported = {
        alias.asname or alias.name: (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("harness.scenario.")
        for alias in node.names
    }
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    return {getattr(import_module(str(module)), name) for each, (module, name) in imported.items() if each in called}


def called_by_tests() -> set[Any]:
    """Those that have an engine."""
    files = (PROJECT / "tests" / "scenarios").glob("test_*.py")
    return {function for file in files for function in called_by(file.read_text())}


def test_whatever_a_scenario_can_name_is_carried_out() -> None:
    catalog = load_catalog()
    done = carried_out_by_scenarios() | called_by_tests()

    verbs: list[Verb] = [*catalog.actions.values(), *catalog.probes.values()]
    assert [verb.name for verb in verbs if verb.function not in done] == []


def test_a_name_alone_is_not_a_call() -> None:
    source = "from harness.scenario.actions.time import advance, run_to_idle\n# advance(world, 1)\nrun_to_idle(world)"

    assert {function.__name__ for function in called_by(source)} == {"run_to_idle"}
