"""The sequence picture: a lifeline for everybody, and below one another what they did."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from harness.report.scenario.condensing import Group, Note
from harness.report.scenario.fitting import fit
from harness.report.scenario.hop import Hop
from harness.report.scenario.participants import SCENARIO, Participant
from harness.report.scenario.sequence_picture import Arrow, Band, Lifeline, SequencePicture
from harness.report.scenario.times import since, spell

STEP: Final = 148
"""Pixels from one lifeline to the next."""

HOP_HEIGHT, NOTE_HEIGHT, GAP_HEIGHT = 36, 30, 28
"""Pixels of each sort of row."""

ROOM: Final = 90
"""Pixels at the right, for what happens to the last one."""

GAP_SECONDS: Final = 5.0
"""Seconds without anything that deserve a row."""

MOST_ROWS: Final = 160
"""Hops that are drawn at most, however much they differ."""

LINE_CHARACTERS: Final = 17
"""Characters of a name in one line."""


def draw(groups: Sequence[Group], notes: Sequence[Note], began: datetime) -> SequencePicture:
    """Lay the picture out.

    Args:
        groups: in the order in which they began.
        notes: oldest first.
        began: when the run began.
    """
    shown = groups[:MOST_ROWS]
    lifelines = _lifelines(shown)
    arrows, bands, height = _below_one_another(_rows(shown, notes), lifelines, began)
    return SequencePicture(
        width=STEP * max(len(lifelines), 1) + ROOM,
        height=height + 24,
        lifelines=lifelines,
        arrows=arrows,
        bands=bands,
        hops=sum(group.count for group in groups),
        left_out=len(groups) - len(shown),
    )


def _below_one_another(
    rows: Iterable[Group | Note | float], lifelines: Sequence[Lifeline], began: datetime
) -> tuple[list[Arrow], list[Band], int]:
    """What is drawn for each row, and the height of all."""
    places = {line.participant: line.x for line in lifelines}
    arrows: list[Arrow] = []
    bands: list[Band] = []
    y = 0
    for row in rows:
        match row:
            case Group():
                y += HOP_HEIGHT
                arrows.append(_arrow(row, places, y - 14, began))
            case Note():
                y += NOTE_HEIGHT
                bands.append(Band(y - 15, row.sort, row.text, since(began, row.at)))
            case float():
                y += GAP_HEIGHT
                bands.append(Band(y - 14, "gap", f"{spell(row)} later", ""))
    return arrows, bands, y


def _lifelines(groups: Iterable[Group]) -> list[Lifeline]:
    """Everybody in the order of their first appearance, so that a story mostly goes from left to right."""
    names = dict.fromkeys([SCENARIO])
    for group in groups:
        names |= dict.fromkeys([group.first.source, group.first.target])
    return [
        Lifeline(participant, STEP * place + STEP // 2, wrap(participant.label))
        for place, participant in enumerate(names)
    ]


def wrap(name: str) -> list[str]:
    """A name in up to three lines, broken after its hyphens and dots."""
    lines = [""]
    for part in name.replace("-", "-\0").replace(".", "\0.").split("\0"):
        if lines[-1] and len(lines[-1]) + len(part) > LINE_CHARACTERS:
            lines.append("")
        lines[-1] += part
    if len(lines) > 3:
        lines = [*lines[:2], "…" + "".join(lines[2:])[-LINE_CHARACTERS + 1 :]]
    return lines


def _rows(groups: Sequence[Group], notes: Sequence[Note]) -> Iterator[Group | Note | float]:
    """Groups and notes in the order of their times, with the seconds that passed without anything between them."""
    latest: datetime | None = None
    rows: list[Group | Note] = [*notes, *groups]
    for row in sorted(rows, key=lambda one: (one.tick, one.at)):
        if latest and (idle := (row.at - latest).total_seconds()) >= GAP_SECONDS:
            yield idle
        yield row
        latest = max(latest or row.at, _end(row))


def _end(row: Group | Note) -> datetime:
    """Until when a row lasts; routine, which is drawn where it began, fills no silence."""
    return row.last if isinstance(row, Group) and not row.first.routine else row.at


def _arrow(group: Group, places: dict[Participant, int], y: int, began: datetime) -> Arrow:
    hop = group.first
    room = max(abs(places[hop.source] - places[hop.target]), STEP) - 12
    return Arrow(
        x1=places[hop.source],
        x2=places[hop.target],
        y=y,
        label=fit(hop.label if group.count == 1 else f"{hop.label} ×{group.count:,}", room),
        when=since(began, group.at),
        until=since(began, group.last) if (group.last - group.at).total_seconds() >= GAP_SECONDS else "",
        error=fit(hop.error, room),
        title=_title(hop, group, began),
    )


def _title(hop: Hop, group: Group, began: datetime) -> str:
    times = ", ".join(since(began, at) for at in group.moments)
    more = f" … {since(began, group.last)}" if group.count > len(group.moments) else ""
    error = f"\nfailed: {hop.error}" if hop.error else ""
    return f"{hop.source.label} → {hop.target.label}: {hop.label}\n{group.count} × at {times}{more}{error}"
