"""The page of a run, ready to be printed by templates that decide nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from harness.report.scenario import chart, sequence
from harness.report.scenario.axis import Axis
from harness.report.scenario.call_rows import Calls, call_rows
from harness.report.scenario.chart import Chart
from harness.report.scenario.condensing import condense
from harness.report.scenario.entries import SIGNS, EntryView, phases, troubles
from harness.report.scenario.hops import hops_of
from harness.report.scenario.lanes import Track
from harness.report.scenario.log_groups import Logs, log_groups
from harness.report.scenario.notes import notes_of
from harness.report.scenario.sequence_picture import SequencePicture
from harness.report.scenario.times import spell
from harness.report.scenario.tracks import tracks_of
from harness.scenario.evidence import Evidence
from harness.scenario.journal import Journal, Verdict


@dataclass(frozen=True)
class Page:
    """A run.

    Attributes:
        journal: of it.
        sign: of its verdict.
        summary: a sentence.
        duration: how long it took, in its own time and in the host's.
        troubles: what went wrong.
        sequence: who did what to whom.
        chart: what happened when.
        phases: steps and probes.
        calls: to AWS.
        logs: of functions.
        gaps: what is missing, and why.
    """

    journal: Journal
    sign: str
    summary: str
    duration: str
    troubles: list[EntryView]
    sequence: SequencePicture
    chart: Chart
    phases: list[tuple[str, list[EntryView]]]
    calls: Calls
    logs: Logs
    gaps: Sequence[str]


def page_of(journal: Journal, evidence: Evidence) -> Page:
    """Put together what the page shows.

    Args:
        journal: of the run.
        evidence: that the run has left.
    """
    notes = notes_of(journal, evidence.happenings)
    groups = condense(hops_of(evidence.calls, evidence.happenings), notes)
    tracks = tracks_of(journal, evidence.happenings)
    return Page(
        journal=journal,
        sign=SIGNS[journal.verdict],
        summary=summary(journal),
        duration=duration(journal),
        troubles=troubles(journal),
        sequence=sequence.draw(groups, notes, journal.began),
        chart=chart.draw(tracks, Axis(journal.began, moments(tracks), notable(tracks))),
        phases=phases(journal),
        calls=call_rows(evidence.calls, journal.began),
        logs=log_groups(evidence.logs, journal.began),
        gaps=evidence.gaps,
    )


def moments(tracks: Sequence[Track]) -> list[datetime]:
    """Whenever something is drawn."""
    lives = [life for track in tracks for lane in track.lanes for life in lane.lives]
    bars = [at for life in lives for bar in life.bars for at in (bar.start, bar.end)]
    marks = [mark.at for life in lives for mark in life.marks]
    return [*bars, *marks, *(level.at for track in tracks for level in track.levels)]


def notable(tracks: Sequence[Track]) -> list[datetime]:
    """When something had a sign: a message was received, an attempt failed, something was moved."""
    signed = [mark for track in tracks for lane in track.lanes for life in lane.lives for mark in life.marks]
    return [mark.at for mark in signed if mark.text and mark.sort not in ("count", "steps")]


def summary(journal: Journal) -> str:
    """How many expectations held."""
    asked = [entry for entry in journal.entries if entry.kind != "action"]
    held = sum(entry.verdict is Verdict.PASSED for entry in asked)
    return f"{held} of {len(asked)} expectations held"


def duration(journal: Journal) -> str:
    """How long it took: in virtual time both."""
    own = spell(journal.seconds)
    if journal.clock == "real":
        return own
    return f"{own} of virtual time in {spell(journal.wall_seconds)}"
