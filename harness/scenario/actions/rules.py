"""EventBridge rules, on and off."""

from harness.scenario.world import World


def disable_rule(world: World, name: str) -> None:
    """Switch a rule of the default bus off: what it would have matched goes nowhere.

    Args:
        world: the scenario's.
        name: of the rule, e.g. `textract-file-upload-rule`.
    """
    world.client("events").disable_rule(Name=name)


def enable_rule(world: World, name: str) -> None:
    """Switch a rule of the default bus on again.

    Args:
        world: the scenario's.
        name: of the rule.
    """
    world.client("events").enable_rule(Name=name)
