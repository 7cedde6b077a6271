"""Telling the engine to misbehave."""

from fakes.behaviour import Behaviour, Limit, Match
from fakes.behaviours.effects import Effect
from harness.scenario.world import World


def misbehave(world: World, effect: Effect, match: Match = Match(), limit: Limit = Limit(), label: str = "") -> str:  # noqa: B008 - frozen
    """Put a behaviour into force for the scenario's account; returns its id.

    Args:
        world: the scenario's.
        effect: what happens, e.g. `{kind: error, code: ThrottlingException}`.
        match: when.
        limit: how often and how long.
        label: what it is for, for readers.
    """
    behaviour = Behaviour(effect=effect, match=match, limit=limit, label=label)
    world.behaviours.set(behaviour)
    return behaviour.id


def behave(world: World) -> dict[str, int]:
    """Take every behaviour of the account out of force; returns how often each took effect, by label or id."""
    return {report.behaviour.label or report.behaviour.id: report.applied for report in world.behaviours.clear()}
