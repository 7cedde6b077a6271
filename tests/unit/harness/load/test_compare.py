import numpy as np
import pytest

from harness.load.compare import Difference, compare
from harness.load.data import RunData
from harness.load.rows import END_TO_END
from tests.unit.harness.load.runs import ending, request, run_of


def noisy(seed: int, slower: float = 1.0, seconds: int = 120, errors: float = 0.0) -> RunData:
    """Two minutes of a pipeline whose speed wanders, so that neighbouring requests are alike."""
    random = np.random.default_rng(seed)
    wandering = np.exp(0.3 * np.repeat(random.normal(size=seconds // 5 + 1), 5))
    rows = []
    for at in range(seconds):
        for part in range(4):
            latency = 100 * slower * wandering[at] * random.lognormal(0, 0.2)
            rows.append(request(at + part / 4, latency, error="SlowDown" if random.random() < errors else ""))
        rows.append(ending(at, 2 * slower * wandering[at]))
    return run_of(rows)


def by_name(differences: list[Difference]) -> dict[str, Difference]:
    return {difference.name: difference for difference in differences}


def test_a_run_that_is_half_as_fast_is_shown_to_be_worse() -> None:
    found = by_name(compare(noisy(1), noisy(2, slower=2)))
    assert found["p50 of PutObject"].worse
    assert found[f"p95 of {END_TO_END}"].verdict == "worse"
    assert found["p50 of PutObject"].low > 0


def test_and_the_other_way_round_better() -> None:
    found = by_name(compare(noisy(1, slower=2), noisy(2)))
    assert found["p50 of PutObject"].verdict == "better"
    assert not any(difference.worse for difference in found.values())


def test_a_run_is_no_different_from_itself() -> None:
    assert {difference.verdict for difference in compare(noisy(1), noisy(1))} == {"no difference shown"}


def test_noise_is_seldom_taken_for_a_difference() -> None:
    """Twelve pairs of runs of the same pipeline: at 95 % one of twenty figures may err, so three here are too many."""
    verdicts = [
        by_name(compare(noisy(2 * pair), noisy(2 * pair + 1), seed=pair))["p50 of PutObject"] for pair in range(12)
    ]
    assert sum(difference.shown for difference in verdicts) <= 2


def test_more_errors_are_shown() -> None:
    error_rate = by_name(compare(noisy(1), noisy(1, errors=0.05)))["error rate"]
    assert error_rate.worse
    assert error_rate.change == pytest.approx(4, abs=2)  # a fifth of all rows are documents' ends


def test_runs_of_a_few_seconds_say_nothing() -> None:
    assert {difference.verdict for difference in compare(noisy(1, seconds=12), noisy(2, seconds=12, slower=3))} == {
        "too short to tell"
    }


def test_the_same_runs_always_get_the_same_answer() -> None:
    assert compare(noisy(1), noisy(2)) == compare(noisy(1), noisy(2))
