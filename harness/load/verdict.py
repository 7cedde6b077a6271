"""The verdict on a run: which limits held, whether the books balance, and what the figures are."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from harness.load.costs import SECONDS_PER_MONTH, reckon
from harness.load.data import RunData
from harness.load.figures import figures_of
from harness.load.finding import Finding, find
from harness.load.measures import measure
from harness.load.profile import Limit
from harness.load.report import Report
from harness.load.rows import END_TO_END, REFUSAL
from harness.scenario.journal import Verdict

LATE_SECONDS: Final = 0.25
"""A request that is sent so much later than it was due tells of the generator rather than of the system."""

LATE_SHARE: Final = 0.01
"""Of all requests, from which on the generator is said to have been too slow."""


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
        figures=tuple(figures_of(run, event) for event in run.events),
        documents_per_second=measure(run, Limit(measure="documents_per_second", at_least=0)).value or 0.0,
        costs=costs,
        usd_per_month=per_second * SECONDS_PER_MONTH,
        warnings=(*warnings, *_warnings(run)),
    )


def _verdict(run: RunData, findings: Sequence[Finding], interrupted: bool) -> Verdict:
    if interrupted:
        return Verdict.INTERRUPTED
    if run.books is None or not run.requests:
        return Verdict.BROKEN
    return Verdict.PASSED if all(finding.held for finding in findings) and run.books.balanced else Verdict.FAILED


def _warnings(run: RunData) -> list[str]:
    lateness = [request.lateness for request in run.requests if request.event not in (END_TO_END, REFUSAL)]
    late = sum(seconds > LATE_SECONDS for seconds in lateness)
    warnings = [] if run.requests else ["Nothing was sent."]
    if late > LATE_SHARE * len(lateness):
        warnings.append(
            f"The generator itself was late: {late} of {len(lateness)} requests were sent more than {LATE_SECONDS:g} s "
            f"after they were due, the worst by {max(lateness):.1f} s. Give it more processes, or a smaller --scale."
        )
    if run.unfinished:
        warnings.append(f"{len(run.unfinished)} documents hadn't ended; their latency counts as long as it was seen.")
    return warnings
