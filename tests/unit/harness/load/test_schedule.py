import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from harness.load.profile import Phase
from harness.load.schedule import arrival_times, share

RAMP = (Phase(seconds=60, rate=10), Phase(seconds=300, rate=50), Phase(seconds=60, rate=10))

phases = st.lists(
    st.builds(Phase, seconds=st.floats(1, 60), rate=st.floats(0.5, 20), at_once=st.integers(0, 50)),
    min_size=1,
    max_size=4,
)
spacings = st.sampled_from(["poisson", "even"])


def test_even_arrivals_come_as_many_as_the_rate_says_and_never_two_at_once() -> None:
    times = arrival_times(RAMP, "even", 1)
    assert len(times) == 600 + 15_000 + 600
    assert np.allclose(np.diff(times[:600]), 0.1)
    assert np.allclose(np.diff(times[600:15_600]), 0.02)


def test_random_arrivals_come_about_as_many_and_as_irregularly_as_independent_ones() -> None:
    times = arrival_times([Phase(seconds=1000, rate=10)], "poisson", 1)
    gaps = np.diff(times)
    assert abs(len(times) - 10_000) < 400  # four standard deviations
    assert 0.95 < gaps.std() / gaps.mean() < 1.05  # of an exponential distribution that is 1


def test_a_spike_comes_all_at_once_between_its_neighbours() -> None:
    spike = (Phase(seconds=30, rate=1), Phase(at_once=1000), Phase(seconds=30, rate=1))
    times = arrival_times(spike, "even", 1)
    assert (times == 30.0).sum() == 1000
    assert (times < 30.0).sum() == (times > 30.0).sum() == 30


@given(phases, spacings, st.integers(0, 2**32))
def test_every_machine_draws_the_same_ascending_times(phases: list[Phase], spacing: str, seed: int) -> None:
    times = arrival_times(phases, spacing, seed)  # type: ignore[arg-type]
    assert np.array_equal(times, arrival_times(phases, spacing, seed))  # type: ignore[arg-type]
    assert (np.diff(times) >= 0).all()
    assert ((times >= 0) & (times <= sum(phase.seconds for phase in phases))).all()


@given(phases, st.integers(1, 7))
def test_workers_share_all_arrivals_and_none_twice(phases: list[Phase], workers: int) -> None:
    times = arrival_times(phases, "poisson", 1)
    dealt = sorted(arrival for worker in range(workers) for arrival in share(times, worker, workers))
    assert dealt == [(index, time) for index, time in enumerate(times)]
