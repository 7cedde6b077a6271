"""The dispatcher's use case: documents leave the backlog as far as Textract takes them."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from textract_processor.domain.backlog import Backlog, Waiting, WakeUp
from textract_processor.domain.ports import AnalysisBusyError, StatusConflictError, TooManyStartsError, TrackingTable
from textract_processor.domain.start import Starter
from textract_processor.domain.tracking import Status

Report = Callable[[Waiting, Exception], None]
"""Hears of a document that couldn't be started, and why."""


@dataclass(frozen=True)
class Dispatch:
    """Serves the backlog. Any number may run at once: the backlog gives its head to one of them.

    A document whose start fails is put aside, and the next one has its turn: whatever is wrong with one holds up no
    other. If the next one fails, too, it isn't the documents' fault, and the queue stays as it is.

    Who leaves documents behind that could soon be started has a dispatcher woken, but only if it started some itself:
    otherwise somebody else used up what Textract takes in a second, and wakes one. So there are never more to wake
    than jobs that Textract lets start.
    """

    backlog: Backlog
    wake_up: WakeUp
    tracking: TrackingTable
    starter: Starter

    def run(self, has_time: Callable[[], bool], report: Report) -> int:
        """Start documents, the longest waiting first, until none waits, Textract is busy, or time is up.

        Args:
            has_time: whether there is time for one more document.
            report: hears of what is put aside.

        Returns:
            How many have left the backlog.

        Raises:
            Exception: two documents of the queue, one after the other, couldn't be started for this reason.
        """
        served, failing = 0, False
        while waiting := self.backlog.head():
            try:
                self._serve(waiting.processing_id)
            except AnalysisBusyError as refusal:
                self._give_back(waiting, refusal, served)
                break
            except Exception as error:
                if failing and not waiting.aside:
                    raise
                report(waiting, error)
                self.backlog.put_aside(waiting)
                failing = failing or not waiting.aside
            else:
                self.backlog.remove(waiting)
                served, failing = served + 1, False
            if not has_time():
                self.wake_up.soon()
                break
        return served

    def _give_back(self, waiting: Waiting, refusal: AnalysisBusyError, served: int) -> None:
        self.backlog.release(waiting)
        if served and isinstance(refusal, TooManyStartsError):
            self.wake_up.soon()

    def _serve(self, processing_id: str) -> None:
        record = self.tracking.get(processing_id)
        if record is None or record.status is not Status.QUEUED:  # it was put twice, or was started without waiting
            return
        with suppress(StatusConflictError):  # started or failed meanwhile
            self.starter.reuse(record) or self.starter.start(record)
