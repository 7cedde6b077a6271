"""Showing documents on their way: a live table on a terminal, a line for each hop elsewhere."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from harness.submit.follow import Watcher
from harness.submit.hops import FAILED, MILESTONES, Hop
from harness.submit.journey import Journey
from harness.submit.results import STATUS_STYLES

REFRESHES_PER_SECOND = 8
SHOWN_AT_ONCE = 20
"""Documents in the live table: of many, those that are still on their way."""


@contextmanager
def watching(journeys: Sequence[Journey], console: Console) -> Iterator[Watcher]:
    """A watcher that shows `journeys` on `console` for as long as the block runs."""
    if not console.is_terminal:
        yield lambda journey, hop: _print_hop(console, journey, hop)
        return
    live = Live(
        console=console,
        refresh_per_second=REFRESHES_PER_SECOND,
        get_renderable=lambda: live_view(journeys),
        transient=True,  # the result follows
    )
    with live:
        yield lambda journey, hop: None


def live_view(journeys: Sequence[Journey]) -> RenderableType:
    """The documents with the milliseconds at which each hop was reached, and how many have ended."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("document", no_wrap=True, overflow="ellipsis", min_width=16, vertical="bottom")
    for hop in MILESTONES:
        table.add_column(hop.label.replace(" ", "\n"), justify="right", no_wrap=True, vertical="bottom")
    table.add_column("")
    for journey in _most_interesting(journeys):
        table.add_row(Text(journey.document.name), *_times(journey), _status(journey))
    ended = sum(journey.ended for journey in journeys)
    return Group(table, Text(f"{ended} of {len(journeys)} finished · Ctrl-C stops watching, not the work", "dim"))


def _most_interesting(journeys: Sequence[Journey]) -> list[Journey]:
    """Unfinished ones first, when not all fit; in their own order."""
    chosen = sorted(range(len(journeys)), key=lambda index: journeys[index].ended)[:SHOWN_AT_ONCE]
    return [journeys[index] for index in sorted(chosen)]


def _times(journey: Journey) -> Iterator[Text]:
    timings = journey.timings
    for hop in MILESTONES:
        reached = hop in journey.reached
        yield Text(f"{timings[hop.name]:,} ms" if hop.name in timings else "before" if reached else "·")


def _status(journey: Journey) -> Text:
    return Text(journey.status, STATUS_STYLES.get(journey.status, ""))


def _print_hop(console: Console, journey: Journey, hop: Hop) -> None:
    milliseconds = journey.timings.get(hop.name)
    time = "before" if milliseconds is None else f"{milliseconds:,} ms"
    reason = f" ({journey.reason})" if hop is FAILED else ""
    line = f"{time:>10}  {journey.document.name}: {hop.label}{reason}"
    console.print(line, markup=False, soft_wrap=True)
