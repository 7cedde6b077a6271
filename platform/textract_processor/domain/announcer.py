"""Telling whoever wants to know how runs have ended."""

from dataclasses import dataclass

from textract_processor.domain.ports import Notices, TrackingTable
from textract_processor.domain.tracking import Record
from textract_processor.domain.transitions import told


@dataclass(frozen=True)
class Announcer:
    """Sends the notice of a run that has ended, and notes it: whatever comes again finds nothing due and tells nobody.

    Who dies between the two leaves the run due, so that the next one sends the notice again, the sweeper at the latest:
    it comes at least once, and more often only for that reason.
    """

    tracking: TrackingTable
    notices: Notices

    @property
    def is_wanted(self) -> bool:
        """Whether anybody wants to know."""
        return self.notices.are_wanted

    def tell(self, record: Record) -> Record:
        """Tell of a run that has ended, unless that is noted; its record afterwards.

        Raises:
            StatusConflictError: the record is gone.
        """
        if record.due_at is None:
            return record
        self.notices.announce(record)
        after = told(record)
        self.tracking.advance(record, after)
        return after
