from pathlib import Path

import pytest

from harness.errors import UsageError
from harness.load.profile import Limit, Phase, Profile
from harness.load.profiles import built_in, find_profile


def test_the_documented_profile_is_as_documented() -> None:
    """Document 004: 60 s at 10/s, 300 s at 50/s, 60 s at 10/s."""
    ramp = built_in()["ramp"]
    assert [(phase.seconds, phase.rate) for phase in ramp.phases] == [(60, 10), (300, 50), (60, 10)]
    assert ramp.expected_arrivals == 16_200


def test_every_profile_of_ours_says_that_nothing_may_be_dead_lettered() -> None:
    for profile in built_in().values():
        assert Limit(measure="dead_letters", at_most=0) in profile.limits


def test_a_smaller_machine_gets_fewer_arrivals_and_limits_that_fit() -> None:
    small = built_in()["ramp"].scaled(0.1)
    assert [phase.rate for phase in small.phases] == [1, 5, 1]
    assert small.seconds == 420
    limits = {limit.name: limit for limit in small.limits}
    assert limits["documents per second"].at_least == 2.5
    assert limits["queue depth"].at_most == 300
    assert limits["p95 of PutObject"] == {limit.name: limit for limit in built_in()["ramp"].limits}["p95 of PutObject"]


def test_a_file_of_the_users_own_is_read(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("evening: {about: A calm one., phases: [{seconds: 5, rate: 1}]}")
    expected = Profile(about="A calm one.", phases=(Phase(seconds=5, rate=1),))
    assert find_profile(str(file)) == ("evening", expected)
    assert find_profile(f"{file}:evening") == ("evening", expected)


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("{about: x, phases: []}", "phases"),
        ("{about: x, phases: [{seconds: 5}]}", "needs `seconds` and `rate`"),
        ("{about: x, phases: [{seconds: 5, rate: 1}], limits: [{measure: p95_ms, at_most: 5}]}", "needs `of`"),
        ("{about: x, phases: [{seconds: 5, rate: 1}], limits: [{measure: throttles}]}", "`at_most` or `at_least`"),
        ("{about: x, phases: [{seconds: 5, rate: 1}], limit: []}", "limit: Extra inputs"),
        ("{about: x, phases: [{seconds: .inf, rate: 1}]}", "finite"),
        ("{about: x, phases: [{seconds: 5, rate: -1}]}", "phases.0.rate"),
        ("{about: x, phases: [{at_once: 1}], documents: {kinds: {novel: 1}}}", "'quitclaim_deed'"),
        ("{about: x, phases: [{at_once: 1}], documents: {kinds: {statement: -1}}}", "documents.kinds.statement"),
        ("{about: x, phases: [{at_once: 1}], documents: {kinds: {}}}", "a weight above 0"),
        ("{about: x, phases: [{at_once: 1}], documents: {kinds: {scan: 0}}}", "a weight above 0"),
        ("{about: x, phases: [{at_once: 1}], documents: {duplicates: 0.9, bad: 0.1}}", "no room for new"),
        ("{about: x, phases: [{at_once: 1}], limits: [{measure: error_rate, at_most: .nan}]}", "limits.0.at_most"),
        ("{about: x, phases: [{at_once: 1}], limits: [{measure: throttles, of: S3, at_most: 1}]}", "takes no `of`"),
    ],
)
def test_a_profile_that_makes_no_sense_is_explained(tmp_path: Path, said: str, complaint: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(f"evening: {said}")
    with pytest.raises(UsageError) as error:
        find_profile(str(file))
    assert any(complaint in line for line in error.value.details)


def test_an_unknown_profile_is_answered_with_those_that_exist() -> None:
    with pytest.raises(UsageError, match="smoke, ramp, spike, soak, step"):
        find_profile("ramps")


def test_a_file_without_any_profile_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("{}")
    with pytest.raises(UsageError, match="holds no profiles"):
        find_profile(str(file))


@pytest.mark.parametrize(
    ("scale", "complaint"),
    [
        (0, "0 times"),
        (-1, "-1 times"),
        (float("nan"), "nan times"),
        (0.001, "0 arrivals"),
        (1e6, "60,000,000 arrivals"),
    ],
)
def test_what_nobody_can_send_is_refused_before_it_is_planned(scale: float, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        find_profile("smoke", scale)


def test_a_shorter_load_has_the_same_rates() -> None:
    _, ramp = find_profile("ramp", seconds=42)
    assert [(phase.seconds, phase.rate) for phase in ramp.phases] == [(6, 10), (30, 50), (6, 10)]
    _, spike = find_profile("spike", scale=0.1, seconds=6)
    assert [(phase.seconds, phase.at_once) for phase in spike.phases] == [(3, 0), (0, 100), (3, 0)]


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf")])
def test_no_load_lasts_no_time_or_for_ever(seconds: float) -> None:
    with pytest.raises(UsageError, match=f"No load lasts {seconds:g} seconds"):
        find_profile("soak", seconds=seconds)


def test_what_comes_at_once_cant_last(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("burst: {about: x, phases: [{at_once: 5}]}")
    with pytest.raises(UsageError, match="at once"):
        find_profile(str(file), seconds=10)
