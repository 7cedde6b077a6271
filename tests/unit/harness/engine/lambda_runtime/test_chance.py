"""What a function draws by lot, by chance or not."""

from dataclasses import dataclass
from typing import Any

from harness.engine.plugins.lambda_runtime.chance import Chance

DRAWS = """
    import random

    def handler(event, context):
        return random.random()
"""


@dataclass(frozen=True)
class Version:
    """LocalStack's `VersionIdentifier`."""

    account: str
    function_name: str


def test_chance_rules_unless_it_is_excluded() -> None:
    assert Chance().seed(Version("1", "relay")) is None


def test_without_chance_each_environment_has_its_own_seed_and_the_same_in_every_world() -> None:
    chance = Chance()
    chance.exclude()

    first, second = ([chance.seed(Version(account, "relay")) for _ in range(3)] for account in ("1", "2"))

    assert first == second
    assert len(set(first)) == 3
    assert chance.seed(Version("1", "sweeper")) not in first


def test_environments_with_the_same_seed_draw_the_same(build: Any, invoke: Any) -> None:
    drawn = [invoke(build(DRAWS, seed=seed)).payload for seed in ("relay 1", "relay 1", "relay 2", None, None)]

    assert drawn[0] == drawn[1]
    assert len(set(drawn)) == 4
