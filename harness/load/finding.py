"""A limit, and what was seen of it."""

from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict

from harness.load.data import RunData
from harness.load.measures import measure
from harness.load.profile import LATENCIES, Limit


class Finding(BaseModel):
    """A limit and what was seen.

    Attributes:
        name: what is limited.
        limit: the limit.
        value: what was measured; None if nothing was.
        held: whether it held.
        at: seconds into the run since when it didn't.
        sentence: all this in words.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    limit: Limit
    value: float | None
    held: bool
    at: float | None = None
    sentence: str


def find(run: RunData, limit: Limit) -> Finding:
    """Compare a limit with what was seen."""
    measured = measure(run, limit)
    held = measured.value is not None and limit.holds(measured.value)
    at = None if held else measured.first_breach(limit)
    return Finding(
        name=limit.name,
        limit=limit,
        value=measured.value,
        held=held,
        at=at,
        sentence=_sentence(run, limit, measured.value, at, held),
    )


def shown(limit: Limit, value: float) -> str:
    """A value of a limit's measure for people, e.g. `1.25 s` or `2.0 %`."""
    if limit.measure in LATENCIES:
        return f"{value / 1000:.2f} s" if value >= 1000 else f"{value:.0f} ms"
    return f"{value:.2%}" if limit.measure == "error_rate" else f"{value:,.4g}"


def _sentence(run: RunData, limit: Limit, value: float | None, at: float | None, held: bool) -> str:
    bound = limit.at_most if limit.at_most is not None else limit.at_least or 0.0
    wanted = f"{'at most' if limit.at_most is not None else 'at least'} {shown(limit, bound)}"
    name = limit.name[0].upper() + limit.name[1:]
    if value is None:
        others = f" (but of {', '.join(run.events)})" if limit.of and run.events else ""
        return f"{name}: nothing was measured{others}; the limit is {wanted}."
    if held:
        return f"{name}: {shown(limit, value)}; the limit is {wanted}."
    clock = f"{datetime.fromtimestamp(run.begun + (at or 0.0), UTC):%H:%M:%S} UTC"
    rate = run.plan.profile.rate_at(at or 0.0)
    while_due = f" at {rate:.3g} arrivals a second" if rate else ""
    since = f", first at {clock}, {at:.0f} s into the run{while_due}" if at is not None else " over the whole run"
    return f"{name}: {shown(limit, value)}{since}; the limit is {wanted}."
