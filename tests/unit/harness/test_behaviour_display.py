"""A behaviour as a sentence."""

from typing import Any

import pytest

from fakes.behaviour import Behaviour
from harness.behaviour_display import show_set


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (2, "delay (seconds=2) when service=s3"),
        (
            {"distribution": "normal", "mean": 2, "deviation": 0.5},
            "delay (seconds=normal (mean=2.0, deviation=0.5)) when service=s3",
        ),
    ],
)
def test_what_is_drawn_is_told_with_its_distribution(
    seconds: Any, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    effect = {"kind": "delay", "seconds": seconds}
    behaviour = Behaviour.model_validate({"id": "slow", "match": {"service": "s3"}, "effect": effect})

    show_set([behaviour], json=False)

    assert capsys.readouterr().out == f"slow: {said}\n"
    assert Behaviour.model_validate_json(behaviour.model_dump_json()) == behaviour
