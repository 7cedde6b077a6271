"""One document's way through the pipeline: a state machine fed with what the tracking table says.

    waiting ──► uploaded ──► QUEUED ──► TEXTRACT_STARTED ──► TEXTRACT_COMPLETED ──► COMPLETED
       └───────────┴────────────┴───────────────┴──────────────────────┴─────────► FAILED

The table is read through an index that may lag behind, so an answer may be older than the one before: a journey never
goes back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from harness.submit.documents import Document
from harness.submit.hops import FAILED, HOPS, UPLOADED, Hop
from harness.submit.record import Status, TrackingRecord

WAITING = "WAITING"
UPLOADED_STATUS = "UPLOADED"


@dataclass(frozen=True)
class Receipt:
    """What S3 says about an upload.

    Attributes:
        etag: of the content, without quotes.
        began: when the upload began; every timing counts from here.
        ended: when S3 had confirmed it.
    """

    etag: str
    began: datetime
    ended: datetime


class Journey:
    """Where a document is.

    Attributes:
        document: what travels.
        receipt: proof of its upload, or None before.
        record: the run that processes it, or None while the pipeline hasn't taken it in.
        reason: why it didn't complete, or None.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.receipt: Receipt | None = None
        self.record: TrackingRecord | None = None
        self.reason: str | None = None
        self._earlier: dict[str, TrackingRecord] = {}
        self._failed_here = False
        self._left = False

    def refuse(self, reason: str) -> None:
        """The document never reached S3."""
        self.reason = reason
        self._failed_here = True

    def depart(self, receipt: Receipt, earlier: Sequence[TrackingRecord] = ()) -> None:
        """The document is in S3. `earlier` are the runs of its key that existed before."""
        self.receipt = receipt
        self._earlier = {record.processing_id: record for record in earlier}

    def advance(self, records: Iterable[TrackingRecord]) -> list[Hop]:
        """Take in what the table says about the key, and return the hops that were newly reached."""
        before = self.reached
        ours = [record for record in records if self._is_ours(record)]
        known = [self.record] if self.record else []
        self.record = max([*known, *ours], key=lambda record: (record.queued_at, record.status.rank), default=None)
        if self.record and self.record.failure:
            self.reason = f"{self.record.failure.code}: {self.record.failure.message}"
        return [hop for hop in self.reached if hop not in before]

    def leave(self, reason: str) -> None:
        """Nobody follows the document any longer; it goes on alone."""
        self.reason = reason
        self._left = True

    @property
    def status(self) -> str:
        """The record's status; before there is one, WAITING, UPLOADED or FAILED."""
        if self._failed_here:
            return Status.FAILED
        if self.record:
            return self.record.status
        return UPLOADED_STATUS if self.receipt else WAITING

    @property
    def ended(self) -> bool:
        """Whether nothing more is to be learned by following."""
        return self._failed_here or self._left or (self.record is not None and self.record.status.is_final)

    @property
    def duplicate(self) -> bool:
        """Whether the pipeline had this very content under this key already, and started nothing new."""
        return self.record is not None and self.record.processing_id in self._earlier

    @property
    def reached(self) -> list[Hop]:
        """The hops behind it, in order."""
        hops = [UPLOADED] if self.receipt else []
        return hops + [hop for hop in (*HOPS, FAILED) if hop.attribute and self._time_of(hop)]

    @property
    def next_hop(self) -> Hop | None:
        """The hop that it hasn't reached yet, or None when it has ended well or badly."""
        if self.status in (Status.FAILED, Status.COMPLETED):
            return None
        last = max((HOPS.index(hop) for hop in self.reached if hop in HOPS), default=-1)
        return HOPS[last + 1]

    @property
    def timings(self) -> dict[str, int]:
        """Milliseconds from the begin of the upload to each hop; a duplicate's earlier hops don't count."""
        if self.receipt is None:
            return {}
        hops = [UPLOADED] if self.duplicate else self.reached
        return {hop.name: _milliseconds(self.receipt.began, self._time_of(hop)) for hop in hops}

    def _is_ours(self, record: TrackingRecord) -> bool:
        """A run that had failed before our upload is over: ours is a new attempt."""
        earlier = self._earlier.get(record.processing_id)
        stale = earlier is not None and earlier.status is Status.FAILED
        return self.receipt is not None and record.s3_etag == self.receipt.etag and not stale

    def _time_of(self, hop: Hop) -> datetime | None:
        if hop is UPLOADED:
            return self.receipt.ended if self.receipt else None
        time: datetime | None = getattr(self.record, hop.attribute, None)
        return time


def _milliseconds(start: datetime, end: datetime | None) -> int:
    # Two machines' clocks may differ by more than a hop takes, but nothing arrives before it was sent.
    return max(0, round((end - start).total_seconds() * 1000)) if end else 0
