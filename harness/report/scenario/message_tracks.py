"""Queues on the timeline: who waits, who is hidden, who is received how often, and who goes to a dead-letter queue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from harness.engine.happening import Happening, Kind, MessageDetail
from harness.report.scenario.lanes import Bar, Life, Mark, Track, levels, pack

MOST_LANES: Final = 10
"""Lanes of one queue; more messages at a time are counted instead."""

ENDS: Final = {
    Kind.MESSAGE_DELETED: ("deleted", "✓"),
    Kind.MESSAGE_MOVED: ("moved", "▼"),
    Kind.MESSAGE_EXPIRED: ("lost", "×"),
}
"""How a message's time in a queue ends, with the mark that shows it."""


@dataclass
class _Queue:
    """What is known of a queue so far. `hidden_since` has the messages in flight."""

    lives: list[Life] = field(default_factory=list)
    present: dict[str, Life] = field(default_factory=dict)
    hidden_since: dict[str, datetime] = field(default_factory=dict)
    counts: dict[Kind, int] = field(default_factory=dict)

    def take(self, one: Happening, detail: MessageDetail) -> None:
        """Note what happened to a message."""
        self.counts[one.kind] = self.counts.get(one.kind, 0) + 1
        life = self.present.get(one.subject)
        match one.kind:
            case Kind.MESSAGE_SENT:
                self._arrive(one, detail)
            case Kind.MESSAGE_RECEIVED if life:
                title = f"received, {_times(detail.receives)}\nmessage {one.subject}"
                life.marks.append(Mark(one.at, "received", str(detail.receives), title))
                self.hidden_since[one.subject] = one.at
            case Kind.MESSAGE_RETURNED if life:
                self._show(one.subject, life, one.at)
            case Kind.MESSAGE_DELETED | Kind.MESSAGE_MOVED | Kind.MESSAGE_EXPIRED if life:
                self._leave(one, detail, life)

    def close(self, end: datetime) -> None:
        """Whatever is still there stays until the end."""
        for subject, life in self.present.items():
            life.end = end
            self._show(subject, life, end)
            life.bars.insert(0, Bar(life.start, end, "present"))

    def _arrive(self, one: Happening, detail: MessageDetail) -> None:
        life = self.present[one.subject] = Life(one.at, one.at)
        self.lives.append(life)
        title = f"from {detail.queue}" if detail.queue else f"sent\nmessage {one.subject}"
        life.marks.append(Mark(one.at, "sent", title=title))
        if detail.visible_at:
            life.bars.append(Bar(one.at, detail.visible_at, "waiting", title="delayed"))

    def _show(self, subject: str, life: Life, at: datetime) -> None:
        if since := self.hidden_since.pop(subject, None):
            seconds = (at - since).total_seconds()
            life.bars.append(Bar(since, at, "hidden", title=f"hidden for {seconds:.0f} s"))

    def _leave(self, one: Happening, detail: MessageDetail, life: Life) -> None:
        self._show(one.subject, life, one.at)
        life.end = one.at
        life.bars.insert(0, Bar(life.start, one.at, "present"))
        sort, sign = ENDS[one.kind]
        where = f" to {detail.queue}" if detail.queue else ""
        life.marks.append(Mark(one.at, sort, sign, f"{sort}{where}\nmessage {one.subject}"))
        del self.present[one.subject]

    @property
    def about(self) -> str:
        """How many were sent, moved and so on."""
        names = {
            Kind.MESSAGE_SENT: "sent",
            Kind.MESSAGE_RECEIVED: "received",
            Kind.MESSAGE_DELETED: "deleted",
            Kind.MESSAGE_MOVED: "to the DLQ",
            Kind.MESSAGE_EXPIRED: "expired",
            Kind.MESSAGE_DEDUPLICATED: "deduplicated",
        }
        return " · ".join(f"{self.counts[kind]:,} {name}" for kind, name in names.items() if kind in self.counts)


def message_tracks(happenings: Sequence[Happening], end: datetime) -> Iterator[Track]:
    """A track for each queue in which there was a message.

    Args:
        happenings: oldest first.
        end: of the timeline.
    """
    queues: dict[str, _Queue] = {}
    for one in happenings:
        if isinstance(one.detail, MessageDetail):
            queues.setdefault(one.resource, _Queue()).take(one, one.detail)
    for name, queue in queues.items():
        queue.close(end)
        lanes = pack(queue.lives)
        bad = Kind.MESSAGE_MOVED in queue.counts or Kind.MESSAGE_EXPIRED in queue.counts
        if len(lanes) <= MOST_LANES:
            yield Track("queue", name, queue.about, lanes, bad=bad)
        else:
            yield Track("queue", name, queue.about, levels=levels(queue.lives), bad=bad)


def _times(number: int) -> str:
    return "the first time" if number == 1 else f"{number} times by now"
