"""Who did what to whom, from what was called and what happened."""

from collections.abc import Iterable

from harness.engine.call import Call
from harness.engine.happening import Happening
from harness.report.scenario.call_hops import hops_of_calls
from harness.report.scenario.happening_hops import hops_of_happenings
from harness.report.scenario.hop import Hop


def hops_of(calls: Iterable[Call], happenings: Iterable[Happening]) -> list[Hop]:
    """All hops, oldest first."""
    calls = tuple(calls)
    return sorted([*hops_of_calls(calls), *hops_of_happenings(happenings)], key=lambda hop: (hop.tick, hop.at))
