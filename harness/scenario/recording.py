"""Writing down what happens while it happens."""

import json
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock
from typing import Any, Literal

from harness.errors import HarnessError
from harness.scenario.clock import Clock
from harness.scenario.interruption import Interruption
from harness.scenario.journal import Entry, Verdict

Listener = Callable[[Entry], None]
"""Is told of every entry as it is written, also from other threads."""


@dataclass
class Draft:
    """An entry that isn't finished.

    Attributes:
        known: fields of the entry.
        began: when it began, in the scenario's time.
        verdict: how it has ended so far.
        started: when that was for the host, in seconds of `time.monotonic`.
    """

    known: dict[str, Any]
    began: datetime
    verdict: Verdict = Verdict.PASSED
    started: float = field(default_factory=time.monotonic)


@dataclass
class Recording:
    """The entries of a run. Threads may share it.

    Attributes:
        clock: the scenario's time.
        listener: hears of every entry.
        entries: so far.
        interruption: ends the run before its next entry.
        began: when the run began, in the scenario's time.
        started: when that was for the host, in seconds of `time.monotonic`.
    """

    clock: Clock
    listener: Listener
    interruption: Interruption = field(default_factory=Interruption)
    entries: list[Entry] = field(default_factory=list)
    began: datetime = field(init=False)
    started: float = field(default_factory=time.monotonic)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.began = self.clock.now()

    @contextmanager
    def entry(self, kind: Literal["action", "probe", "invariant"], **known: Any) -> Iterator[Draft]:
        """An entry that lasts as long as its block. An exception is written down and ends the block as broken.

        Args:
            kind: what it is.
            known: other fields of the entry.
        """
        self.interruption.check()
        draft = Draft(known, self._begun())
        try:
            yield draft
        except HarnessError as error:
            self._break(draft, error, "; ".join((error.message, *error.details)))
        except KeyboardInterrupt:
            draft.verdict = Verdict.INTERRUPTED
            raise
        except Exception as error:
            self._break(draft, error, str(error), traceback.format_exc())
        finally:
            self._write(draft, kind)
        self.interruption.check()

    @contextmanager
    def branches(self, number: int) -> Iterator[list["Recording"]]:
        """Recordings for steps that are done at the same time: when all are done, their entries stand in the order of
        the steps, whichever was done first."""
        parts = [replace(self, entries=[]) for _ in range(number)]
        for part in parts:
            part.began, part.started = self.began, self.started
        try:
            yield parts
        finally:
            self.entries.extend(entry for part in parts for entry in part.entries)

    def _break(self, draft: Draft, error: Exception, message: str, trace: str = "") -> None:
        if self.interruption.has_come():
            # The engine was killed to end the waiting, which breaks whatever is under way: that's no news.
            draft.verdict = Verdict.INTERRUPTED
            return
        draft.verdict = Verdict.BROKEN
        draft.known["exception"] = f"{type(error).__name__}: {message}"
        draft.known["traceback"] = trace

    def _write(self, draft: Draft, kind: Literal["action", "probe", "invariant"]) -> None:
        entry = Entry(
            kind=kind,
            began=draft.began,
            ended=self._ended(draft),
            offset=(draft.began - self.began).total_seconds(),
            wall_seconds=round(time.monotonic() - draft.started, 3),
            tick=draft.started,
            verdict=draft.verdict,
            **{name: plain(value) for name, value in draft.known.items()},
        )
        with self._lock:
            self.entries.append(entry)
        self.listener(entry)

    def _begun(self) -> datetime:
        try:
            return self.clock.now()
        except HarnessError:
            self.interruption.check()  # which kills the engine, perhaps between two entries
            raise

    def _ended(self, draft: Draft) -> datetime:
        """The time, as far as there still is anybody to ask."""
        try:
            return self.clock.now()
        except HarnessError:
            return draft.began


def plain(value: Any) -> Any:
    """A value as JSON can say it."""
    return json.loads(json.dumps(value, default=_described))


def _described(value: Any) -> Any:
    return vars(value) if hasattr(value, "__dict__") else str(value)
