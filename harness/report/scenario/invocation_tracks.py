"""Functions on the timeline: when they ran, and how that ended."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from harness.engine.happening import Happening, InvocationDetail, Kind, Outcome
from harness.report.scenario.lanes import Bar, Life, Mark, Track, levels, pack
from harness.report.scenario.times import spell

MOST_LANES: Final = 6
"""Lanes of one function; more invocations at a time are counted instead."""

TITLES_KEPT: Final = 5
"""Invocations that are told one by one where several are one."""


def invocation_tracks(happenings: Sequence[Happening], end: datetime) -> Iterator[Track]:
    """A track for each function that was invoked.

    Args:
        happenings: oldest first.
        end: of the timeline.
    """
    lives: dict[str, list[Life]] = {}
    running: dict[str, Happening] = {}
    for one in happenings:
        if not isinstance(one.detail, InvocationDetail):
            continue
        found = lives.setdefault(one.resource, [])
        if one.kind is Kind.INVOCATION_BEGAN:
            running[one.subject] = one
        elif one.kind is Kind.INVOCATION_THROTTLED:
            found.append(Life(one.at, one.at, marks=[Mark(one.at, "failed", "×", "throttled")]))
        elif began := running.pop(one.subject, None):
            found.append(_ended(began, one, one.detail))
    for began in running.values():
        bar = Bar(began.at, end, "invocation", title=f"request {began.subject}: didn't end")
        lives[began.resource].append(Life(began.at, end, [bar]))
    yield from (_track(name, found) for name, found in lives.items())


def _ended(began: Happening, ended: Happening, detail: InvocationDetail) -> Life:
    failed = detail.outcome is not Outcome.SUCCEEDED
    attempt = f"attempt {detail.retry + 1}, " if detail.asynchronous else ""
    error = f"\n{detail.error}: {detail.message}" if failed else ""
    title = f"{attempt}{detail.outcome} after {spell(detail.milliseconds / 1000)}{error}\nrequest {ended.subject}"
    text = f"{detail.retry + 1}" if detail.retry else ""
    bar = Bar(began.at, ended.at, "invocation-failed" if failed else "invocation", text, title)
    marks = [Mark(ended.at, "failed", "×", title)] if failed else []
    return Life(began.at, ended.at, [bar], marks)


def _track(name: str, lives: list[Life]) -> Track:
    lives.sort(key=lambda life: life.start)
    failed = sum(bool(life.marks) for life in lives)
    about = f"{len(lives):,} invocations" if len(lives) != 1 else "1 invocation"
    about += f" · {failed:,} failed" if failed else ""
    lanes = pack(_together(lives))
    if len(lanes) <= MOST_LANES:
        return Track("function", name, about, lanes, bad=failed > 0)
    return Track("function", name, about, levels=levels(lives), bad=failed > 0)


def _together(lives: Sequence[Life]) -> list[Life]:
    """Those that succeeded at one moment of virtual time are one, with their number."""
    found: list[Life] = []
    equal: dict[datetime, list[Life]] = {}
    for life in lives:
        if life.start != life.end or life.marks:
            found.append(life)
        else:
            equal.setdefault(life.start, []).append(life)
    for at, several in equal.items():
        title = "\n".join(bar.title for life in several[:TITLES_KEPT] for bar in life.bars)
        marks = [Mark(at, "count", f"×{len(several)}", title)] if len(several) > 1 else []
        found.append(Life(at, at, [Bar(at, at, "invocation", title=title)], marks))
    return sorted(found, key=lambda life: life.start)
