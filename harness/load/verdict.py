"""The verdict on a run: which limits held, whether the books balance, and what the figures are."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import numpy as np
from pydantic import BaseModel, ConfigDict

from harness.load.costs import SECONDS_PER_MONTH, reckon
from harness.load.data import RunData
from harness.load.measures import measure
from harness.load.profile import LATENCIES, Limit
from harness.load.rows import END_TO_END, REFUSAL
from harness.scenario.journal import Verdict

LATE_SECONDS: Final = 0.25
"""A request that is sent so much later than it was due tells of the generator rather than of the system."""

LATE_SHARE: Final = 0.01
"""Of all requests, from which on the generator is said to have been too slow."""


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


class Figures(BaseModel):
    """One event in figures. Latencies are in milliseconds since each was due.

    Attributes:
        event: its name.
        count: how many there were.
        errors: how many of these failed.
        rate: per second, over the whole run.
        p50: median latency.
        p95: latency that 95 of 100 stay under.
        p99: latency that 99 of 100 stay under.
        highest: the longest of all.
    """

    model_config = ConfigDict(frozen=True)

    event: str
    count: int
    errors: int
    rate: float
    p50: float
    p95: float
    p99: float
    highest: float


class Report(BaseModel):
    """What a run came to.

    Attributes:
        run: its name.
        profile: the profile's name.
        scale: of the load.
        seed: of the load.
        began: when.
        seconds: how long it took.
        verdict: of all.
        findings: one for each limit.
        books: what became of the documents, in words; empty if nobody knows.
        breaches: why the books don't balance.
        figures: of each event.
        documents_per_second: that ended, from the first arrival to the last end.
        costs: in dollars, at AWS's list prices, by what is paid for.
        usd_per_month: if it went on like this for thirty days.
        warnings: what is to be known before the figures are believed.
    """

    model_config = ConfigDict(frozen=True)

    run: str
    profile: str
    scale: float
    seed: int
    began: datetime
    seconds: float
    verdict: Verdict
    findings: tuple[Finding, ...]
    books: str
    breaches: tuple[str, ...]
    figures: tuple[Figures, ...]
    documents_per_second: float
    costs: dict[str, float]
    usd_per_month: float
    warnings: tuple[str, ...] = ()

    @property
    def usd(self) -> float:
        """The whole bill."""
        return sum(self.costs.values())

    @property
    def troubles(self) -> list[str]:
        """Why it didn't pass."""
        broken = [finding.sentence for finding in self.findings if not finding.held]
        return broken + [f"The books don't balance: {breach}." for breach in self.breaches]


def judge(run: RunData, warnings: Sequence[str] = (), *, interrupted: bool = False) -> Report:
    """Come to a verdict.

    Args:
        run: what was measured.
        warnings: what else is to be known.
        interrupted: it was ended before its time.
    """
    findings = [find(run, limit) for limit in run.plan.profile.limits]
    costs = {cost.what: cost.usd for cost in reckon(run.documents, run.usage)}
    per_second = sum(costs.values()) / run.seconds if run.seconds else 0.0
    return Report(
        run=run.plan.run,
        profile=run.plan.name,
        scale=run.plan.scale,
        seed=run.plan.seed,
        began=datetime.fromtimestamp(run.begun, UTC),
        seconds=run.seconds,
        verdict=_verdict(run, findings, interrupted),
        findings=tuple(findings),
        books=run.books.sentence if run.books else "",
        breaches=run.books.breaches if run.books else (),
        figures=tuple(_figures(run, event) for event in run.events),
        documents_per_second=measure(run, Limit(measure="documents_per_second", at_least=0)).value or 0.0,
        costs=costs,
        usd_per_month=per_second * SECONDS_PER_MONTH,
        warnings=(*warnings, *_warnings(run)),
    )


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
        return f"{name}: nothing was measured; the limit is {wanted}."
    if held:
        return f"{name}: {shown(limit, value)}; the limit is {wanted}."
    clock = f"{datetime.fromtimestamp(run.begun + (at or 0.0), UTC):%H:%M:%S} UTC"
    rate = run.plan.profile.rate_at(at or 0.0)
    while_due = f" at {rate:.3g} arrivals a second" if rate else ""
    since = f", first at {clock}, {at:.0f} s into the run{while_due}" if at is not None else " over the whole run"
    return f"{name}: {shown(limit, value)}{since}; the limit is {wanted}."


def _verdict(run: RunData, findings: Sequence[Finding], interrupted: bool) -> Verdict:
    if interrupted:
        return Verdict.INTERRUPTED
    if run.books is None or not run.requests:
        return Verdict.BROKEN
    return Verdict.PASSED if all(finding.held for finding in findings) and run.books.balanced else Verdict.FAILED


def _figures(run: RunData, event: str) -> Figures:
    requests, latencies = run.of(event), run.latencies(event).values
    p50, p95, p99 = (float(np.percentile(latencies, percent)) for percent in (50, 95, 99))
    return Figures(
        event=event,
        count=len(requests),
        errors=sum(bool(request.error) for request in requests),
        rate=len(requests) / run.seconds if run.seconds else 0.0,
        p50=p50,
        p95=p95,
        p99=p99,
        highest=float(latencies.max()),
    )


def _warnings(run: RunData) -> list[str]:
    lateness = [request.lateness for request in run.requests if request.event not in (END_TO_END, REFUSAL)]
    late = sum(seconds > LATE_SECONDS for seconds in lateness)
    warnings = []
    if late > LATE_SHARE * len(lateness):
        warnings.append(
            f"The generator itself was late: {late} of {len(lateness)} requests were sent more than {LATE_SECONDS:g} s "
            f"after they were due, the worst by {max(lateness):.1f} s. Give it more processes, or a smaller --scale."
        )
    if run.unfinished:
        warnings.append(f"{len(run.unfinished)} documents hadn't ended; their latency counts as long as it was seen.")
    return warnings
