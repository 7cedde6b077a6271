"""Load runs on a terminal."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from harness.load.axis import duration, number
from harness.load.compare import Difference
from harness.load.finding import shown
from harness.load.profile import Profile
from harness.load.progress import State
from harness.load.report import Report
from harness.load.run import Listener
from harness.scenario.display import SIGNS
from harness.scenario.journal import Verdict

LINE_SECONDS: Final = 10.0
"""How often a line is printed where nothing can be overwritten."""


@contextmanager
def progress(console: Console) -> Iterator[Listener]:
    """A listener that shows how far a run is: in one line that changes, or, in a log, in a line now and then."""
    if console.is_terminal:
        with console.status("getting ready") as status:
            yield lambda state: status.update(f"{state.line} · Ctrl-C ends it early")
        return
    printed = -LINE_SECONDS

    def listen(state: State) -> None:
        nonlocal printed
        if state.elapsed is not None and state.elapsed >= printed + LINE_SECONDS:
            printed = state.elapsed
            console.print(state.line, markup=False, soft_wrap=True)

    yield listen


def print_report(report: Report, console: Console) -> None:
    """Print figures, limits, books, costs, and the verdict at the end."""
    console.print(_figures(report))
    for finding in report.findings:
        sign, style = SIGNS[Verdict.PASSED if finding.held else Verdict.FAILED]
        console.print(Text.assemble((sign, style), " ", finding.sentence), soft_wrap=True)
    sign, style = SIGNS[Verdict.FAILED if report.breaches or not report.books else Verdict.PASSED]
    console.print(
        Text.assemble((sign, style), f" {report.books or 'The books could not be balanced'}."), soft_wrap=True
    )
    for breach in report.breaches:
        console.print(Text(f"  The books don't balance: {breach}", style), soft_wrap=True)
    console.print(Text(_money(report), "dim"), soft_wrap=True)
    for warning in report.warnings:
        console.print(Text(f"! {warning}", "yellow"), soft_wrap=True)
    sign, style = SIGNS[report.verdict]
    what = f" {report.profile} at scale {report.scale:g} in {report.seconds:.0f} s, "
    console.print(
        Text.assemble(
            (f"{sign} {report.verdict.upper()}", style), what, f"{report.documents_per_second:.1f} documents/s"
        )
    )


def print_profile(name: str, profile: Profile, console: Console) -> None:
    """Print all that a profile says."""
    lines = [
        f"{name}: {profile.about}",
        f"system     {profile.system}",
        f"arrivals   about {profile.expected_arrivals:,}",
    ]
    for phase in profile.phases:
        at_once = f"{phase.at_once:,} at once" if phase.at_once else ""
        steady = f"{phase.seconds:g} s at {phase.rate:g}/s" if phase.seconds else ""
        lines.append(f"phase      {', then '.join(filter(None, [at_once, steady]))}, {profile.spacing}")
    kinds, total = profile.documents.kinds, sum(profile.documents.kinds.values())
    lines += [f"documents  {weight / total:.0%} {kind.replace('_', ' ')}" for kind, weight in kinds.items()]
    lines += [f"           {profile.documents.duplicates:.0%} repetitions, {profile.documents.bad:.0%} bad files"]
    lines += [f"drain      up to {profile.drain_seconds:g} s"]
    if profile.until_breach:
        lines.append("ends       with the first breach of a limit")
    for limit in profile.limits:
        bound = limit.at_most if limit.at_most is not None else limit.at_least or 0.0
        lines.append(f"limit      {limit.name} {'≤' if limit.at_most is not None else '≥'} {shown(limit, bound)}")
    console.print(*lines, sep="\n", markup=False, soft_wrap=True)


def print_differences(differences: Sequence[Difference], console: Console) -> None:
    """Print the differences between two runs, and what they come to."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("figure", no_wrap=True)
    for column in ("before", "after", "change"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("")
    for each in differences:
        change = f"{_signed(each.low, each.unit)} to {_signed(each.high, each.unit)}" if each.enough else ""
        style = {"worse": "bold red", "better": "green"}.get(each.verdict, "dim")
        figures = (_figure(each.before, each.unit), _figure(each.after, each.unit))
        table.add_row(each.name, *figures, change, Text(each.verdict, style))
    console.print(table)
    worse = sum(difference.worse for difference in differences)
    console.print(Text("Changes with 95 % confidence.", "dim"))
    verdict = f"The second run is worse in {worse} of {len(differences)} figures." if worse else "No regression shown."
    console.print(Text(verdict, "bold red" if worse else "green"))


def _figure(value: float, unit: str) -> str:
    return duration(value) if unit == "ms" else f"{number(value)} {unit}".rstrip()


def _signed(value: float, unit: str) -> str:
    return f"{'-' if value < 0 else '+'}{_figure(abs(value), unit)}"


def _figures(report: Report) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("event", no_wrap=True)
    for column in ("count", "errors", "per s", "p50 ms", "p95 ms", "p99 ms", "max ms"):
        table.add_column(column, justify="right", no_wrap=True)
    for row in report.figures:
        latencies = (f"{value:,.0f}" for value in (row.p50, row.p95, row.p99, row.highest))
        errors = Text(str(row.errors), "red" if row.errors else "")
        table.add_row(Text(row.event), f"{row.count:,}", errors, f"{row.rate:.1f}", *latencies)
    return table


def _money(report: Report) -> str:
    lines = ", ".join(f"{what} ${usd:,.4f}" for what, usd in list(report.costs.items())[:4])
    return f"On AWS about ${report.usd:,.2f} ({lines}), ${report.usd_per_month:,.0f} in a month of this."
