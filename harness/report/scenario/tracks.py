"""What the timeline shows of a run: one track for each resource of which there is something to tell."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from harness.engine.happening import AlarmDetail, BehaviourDetail, DeliveryDetail, Happening, Kind
from harness.report.scenario.execution_tracks import execution_tracks
from harness.report.scenario.invocation_tracks import invocation_tracks
from harness.report.scenario.lanes import Bar, Lane, Life, Mark, Track, pack
from harness.report.scenario.message_tracks import message_tracks
from harness.scenario.journal import Entry, Journal, Verdict

MISHAPS: Final = {
    Kind.EVENT_FAILED: "failed",
    Kind.NOTICE_FAILED: "failed",
    Kind.EVENT_BURIED: "moved",
    Kind.NOTICE_BURIED: "moved",
    Kind.EVENT_LOST: "lost",
    Kind.NOTICE_LOST: "lost",
}
"""What goes wrong in deliveries, and the mark that shows it."""

SIGNS: Final = {"failed": "×", "moved": "▼", "lost": "×"}


def tracks_of(journal: Journal, happenings: Sequence[Happening]) -> list[Track]:
    """All tracks, in the order in which they are read: why, then what.

    Args:
        journal: of the run.
        happenings: oldest first.
    """
    end = max([journal.ended, *(one.at for one in happenings[-1:])])
    return [
        _steps(journal),
        *_behaviours(happenings, end),
        *_alarms(happenings, journal.began, end),
        *_deliveries(happenings),
        *message_tracks(happenings, end),
        *invocation_tracks(happenings, end),
        *execution_tracks(happenings, end),
    ]


def _steps(journal: Journal) -> Track:
    """Those that last are bars; those of one moment are one mark."""
    lives: list[Life] = []
    moments: dict[datetime, list[Entry]] = {}
    for entry in sorted(journal.entries, key=lambda entry: entry.began):
        if entry.began == entry.ended:
            moments.setdefault(entry.began, []).append(entry)
        else:
            bar = Bar(entry.began, entry.ended, _sort(entry), entry.say or entry.name, _told(entry))
            lives.append(Life(entry.began, entry.ended, [bar]))
    instants = [_instant(at, entries) for at, entries in moments.items()]
    lanes = [*([Lane(instants)] if instants else []), *pack(lives)]
    return Track("scenario", "Steps and probes", lanes=lanes, bad=bool(journal.troubles))


def _instant(at: datetime, entries: Sequence[Entry]) -> Life:
    sort = "failed" if any(entry.verdict is not Verdict.PASSED for entry in entries) else "steps"
    return Life(at, at, marks=[Mark(at, sort, str(len(entries)), "\n".join(map(_told, entries)))])


def _sort(entry: Entry) -> str:
    return "step" if entry.verdict is Verdict.PASSED else "bad"


def _told(entry: Entry) -> str:
    return f"{entry.phase}: {entry.say or entry.name} — {entry.verdict}"


def _behaviours(happenings: Sequence[Happening], end: datetime) -> Iterator[Track]:
    """In force from when they are set until they are cleared or over."""
    lives: dict[str, Life] = {}
    names: dict[str, str] = {}
    for one in happenings:
        if not isinstance(one.detail, BehaviourDetail):
            continue
        match one.kind:
            case Kind.BEHAVIOUR_SET:
                names[one.subject] = f"{one.detail.effect} · {one.detail.label or one.subject}"
                lives[one.subject] = Life(one.at, min(one.detail.until or end, end))
            case Kind.BEHAVIOUR_APPLIED if one.subject in lives:
                title = f"{one.detail.service} {one.detail.operation} {one.resource}"
                lives[one.subject].marks.append(Mark(one.at, "applied", title=title))
            case Kind.BEHAVIOUR_CLEARED if one.subject in lives:
                lives[one.subject].end = min(one.at, lives[one.subject].end)
    for name, life in lives.items():
        life.bars.append(Bar(life.start, life.end, "behaviour", title=names[name]))
        yield Track("behaviour", names[name], f"took effect {len(life.marks)} ×", [Lane([life])])


def _alarms(happenings: Sequence[Happening], began: datetime, end: datetime) -> Iterator[Track]:
    """Those that have gone off, with all their states."""
    changes: dict[str, list[tuple[datetime, AlarmDetail]]] = {}
    for one in happenings:
        if isinstance(one.detail, AlarmDetail):
            changes.setdefault(one.resource, []).append((one.at, one.detail))
    for name, changed in changes.items():
        if not any(detail.new == "ALARM" for _, detail in changed):
            continue
        ends = [at for at, _ in changed[1:]] + [end]
        bars = [
            Bar(at, until, f"alarm-{detail.new.lower()}", detail.new, f"{name}: {detail.new}\n{detail.reason}")
            for (at, detail), until in zip(changed, ends, strict=True)
        ]
        yield Track("alarm", name, lanes=[Lane([Life(began, end, bars)])], bad=changed[-1][1].new == "ALARM")


def _deliveries(happenings: Sequence[Happening]) -> Iterator[Track]:
    """Rules and topics that didn't reach somebody at once, with all attempts to reach these."""
    lives: dict[tuple[str, str, str], Life] = {}
    for one in happenings:
        if not isinstance(one.detail, DeliveryDetail) or one.kind is Kind.RULE_MATCHED:
            continue
        family = "rule" if one.kind.startswith("event") else "topic"
        life = lives.setdefault((family, one.resource, one.subject), Life(one.at, one.at))
        life.end = one.at
        sort = MISHAPS.get(one.kind, "delivered")
        about = f"{one.resource} → {one.detail.target}: {one.kind.value}, attempt {one.detail.attempt}"
        life.marks.append(Mark(one.at, sort, SIGNS.get(sort, "✓"), f"{about}\n{one.detail.error}".strip()))
        if one.detail.next_at:
            life.bars.append(Bar(one.at, one.detail.next_at, "waiting", title="until the next attempt"))
    failed: dict[tuple[str, str], list[Life]] = {}
    for (family, name, _), life in lives.items():
        if any(mark.sort != "delivered" for mark in life.marks):
            failed.setdefault((family, name), []).append(life)
    for (family, name), found in failed.items():
        attempts = sum(mark.sort == "failed" for life in found for mark in life.marks)
        yield Track(family, name, f"{attempts} attempts failed", pack(found), bad=True)
