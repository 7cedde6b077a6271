"""Behaviours as the command line prints them."""

from collections.abc import Sequence
from typing import Any, cast

from rich.table import Table

from fakes.behaviour import Behaviour
from fakes.behaviours.reports import Decision, Report
from harness import console


def show_set(behaviours: Sequence[Behaviour], json: bool) -> None:
    """Print behaviours that have been set."""
    for behaviour in behaviours:
        if json:
            console.print_json(behaviour.model_dump(mode="json"))
        else:
            console.out.print(f"{behaviour.id}: {_sentence(behaviour)}", markup=False, soft_wrap=True)


def show_reports(reports: Sequence[Report], json: bool) -> None:
    """Print what behaviours have done."""
    if json:
        for report in reports:
            console.print_json(report.model_dump(mode="json"))
        return
    if not reports:
        console.out.print("No behaviour is in force.")
        return
    table = Table("id", "what", "matched", "took effect", box=None, pad_edge=False)
    for report in reports:
        effects = "[yellow]never[/]" if report.was_idle else str(report.applied)
        table.add_row(report.behaviour.id, _sentence(report.behaviour), str(report.matched), effects)
    console.out.print(table)


def show_decisions(decisions: Sequence[Decision], json: bool) -> None:
    """Print what was decided."""
    if not decisions and not json:
        console.out.print("Nothing was decided.")
    for decision in decisions:
        if json:
            console.print_json(decision.model_dump(mode="json"))
        else:
            what = f"{decision.service}.{decision.operation} {decision.resource}"
            console.out.print(f"{decision.behaviour}: {what}: {decision.outcome}", markup=False, soft_wrap=True)


def _sentence(behaviour: Behaviour) -> str:
    """A behaviour in one line: only what differs from the defaults."""
    effect = _fields(behaviour.effect.model_dump(mode="json", exclude={"kind"}, exclude_defaults=True))
    match = _fields(behaviour.match.model_dump(mode="json", exclude_defaults=True))
    limit = _fields(behaviour.limit.model_dump(mode="json", exclude_defaults=True))
    parts = [
        f"{behaviour.effect.kind}{effect and f' ({effect})'}",
        match and f"when {match}",
        limit and f"until {limit}",
    ]
    return " ".join(filter(None, [behaviour.label and f"{behaviour.label}:", *parts]))


def _fields(values: dict[str, Any]) -> str:
    return ", ".join(f"{name}={_said(value)}" for name, value in values.items())


def _said(value: Any) -> str:
    match value:
        case {"distribution": "fixed", "seconds": seconds}:
            return f"{seconds:g}"
        case {"distribution": distribution, **numbers}:
            return f"{distribution} ({_fields(cast(dict[str, Any], numbers))})"
    return str(value)
