"""Writing down what happens while it happens."""

import json
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any, Literal

from harness.errors import HarnessError
from harness.scenario.clock import Clock
from harness.scenario.journal import Entry, Verdict

Listener = Callable[[Entry], None]
"""Is told of every entry as it is written, also from other threads."""


@dataclass
class Draft:
    """An entry that isn't finished.

    Attributes:
        known: fields of the entry.
        verdict: how it has ended so far.
    """

    known: dict[str, Any]
    verdict: Verdict = Verdict.PASSED


@dataclass
class Recording:
    """The entries of a run. Threads may share it."""

    clock: Clock
    listener: Listener
    entries: list[Entry] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def entry(self, kind: Literal["action", "probe", "invariant"], **known: Any) -> Iterator[Draft]:
        """An entry that lasts as long as its block. An exception is written down and ends the block as broken.

        Args:
            kind: what it is.
            known: other fields of the entry.
        """
        draft, began = Draft(known), self.clock.now()
        try:
            yield draft
        except HarnessError as error:
            self._break(draft, error, "; ".join((error.message, *error.details)))
        except KeyboardInterrupt:
            draft.verdict = Verdict.INTERRUPTED
            raise
        except Exception as error:
            self._break(draft, error, str(error))
            draft.known["traceback"] = traceback.format_exc()
        finally:
            self._write(draft, kind, began)

    @staticmethod
    def _break(draft: Draft, error: Exception, message: str) -> None:
        draft.verdict = Verdict.BROKEN
        draft.known["exception"] = f"{type(error).__name__}: {message}"

    def _write(self, draft: Draft, kind: Literal["action", "probe", "invariant"], began: datetime) -> None:
        fields = {name: plain(value) for name, value in draft.known.items()}
        entry = Entry(kind=kind, began=began, ended=self.clock.now(), verdict=draft.verdict, **fields)
        with self._lock:
            self.entries.append(entry)
        self.listener(entry)


def plain(value: Any) -> Any:
    """A value as JSON can say it."""
    return json.loads(json.dumps(value, default=_described))


def _described(value: Any) -> Any:
    return vars(value) if hasattr(value, "__dict__") else str(value)
