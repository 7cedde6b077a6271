"""What concerns everybody: steps of the scenario, alarms that go off and calm down, behaviours that come and go."""

from collections.abc import Iterable, Iterator

from harness.engine.happening import AlarmDetail, BehaviourDetail, Happening, Kind
from harness.report.scenario.condensing import Note
from harness.scenario.journal import Journal, Verdict


def notes_of(journal: Journal, happenings: Iterable[Happening]) -> list[Note]:
    """All notes, oldest first. Probes are none unless they failed: they only look."""
    return sorted([*_steps(journal), *_happened(happenings)], key=lambda note: (note.tick, note.at))


def _steps(journal: Journal) -> Iterator[Note]:
    for entry in journal.entries:
        said = entry.say or f"{entry.name.replace('_', ' ')}"
        if entry.verdict is not Verdict.PASSED:
            yield Note(entry.ended, "bad", f"{said} — {entry.verdict}", entry.tick + entry.wall_seconds)
        elif entry.kind == "action":
            yield Note(entry.began, "step", said, entry.tick)


def _happened(happenings: Iterable[Happening]) -> Iterator[Note]:
    for one in happenings:
        match one.detail:
            case AlarmDetail(new="ALARM"):
                yield Note(one.at, "alarm", f"alarm {one.resource} goes off", one.tick)
            case AlarmDetail(old="ALARM"):
                yield Note(one.at, "calm", f"alarm {one.resource}: {one.detail.new}", one.tick)
            case BehaviourDetail() if one.kind is not Kind.BEHAVIOUR_APPLIED:
                verb = "begins" if one.kind is Kind.BEHAVIOUR_SET else "ends"
                told = f"{one.detail.effect} · {one.detail.label or one.subject}"
                yield Note(one.at, "behaviour", f"misbehaviour {verb}: {told}", one.tick)
