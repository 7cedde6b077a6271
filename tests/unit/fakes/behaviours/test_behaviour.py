"""What a behaviour can say, and what it can't."""

import pytest
from pydantic import ValidationError

from fakes.behaviour import Behaviour
from fakes.behaviours.durations import Fixed, Uniform
from fakes.behaviours.effects import Delay
from fakes.behaviours.moment import Point
from tests.unit.fakes.behaviours.moments import behaviour


def test_seconds_are_a_number_or_a_distribution() -> None:
    for given, meant in ((2.5, Fixed(seconds=2.5)), ({"distribution": "uniform", "low": 1, "high": 2}, None)):
        effect = behaviour({"kind": "delay", "seconds": given}).effect
        assert isinstance(effect, Delay)
        assert effect.seconds == (meant or Uniform(low=1, high=2))


def test_a_behaviour_survives_its_way_over_the_wire() -> None:
    said = behaviour({"kind": "duplicate"}, match={"service": "sns", "nth": 2}, limit={"count": 3}, label="twice")

    assert Behaviour.model_validate_json(said.model_dump_json()) == said


def test_an_effect_without_a_point_has_its_usual_one() -> None:
    assert behaviour({"kind": "drop"}).point is Point.DELIVERY
    assert behaviour({"kind": "crash"}).point is Point.WORK
    assert behaviour().point is Point.CALL
    assert behaviour(match={"point": "work"}).point is Point.WORK


@pytest.mark.parametrize(
    ("effect", "match", "complaint"),
    [
        ({"kind": "drop"}, {"point": "call"}, "'drop' is possible at delivery, not at call"),
        ({"kind": "delay", "seconds": -1}, {}, "greater than or equal to 0"),
        ({"kind": "explode"}, {}, "does not match any of the expected tags"),
        ({"kind": "error"}, {}, "Field required"),
        ({"kind": "drop"}, {"prompt": "("}, "not a regular expression"),
        ({"kind": "drop"}, {"nth": [0]}, "greater than or equal to 1"),
        ({"kind": "drop"}, {"servise": "sns"}, "Extra inputs are not permitted"),
    ],
)
def test_what_makes_no_sense_is_refused(effect: dict[str, object], match: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint.replace("(", r"\(")):
        behaviour(effect, match=match)
