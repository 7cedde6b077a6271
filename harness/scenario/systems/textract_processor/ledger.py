"""What textract_processor keeps of its documents."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from harness.scenario.bucket import object_keys
from harness.scenario.ledger import Piece, Stop
from harness.scenario.systems.textract_processor.records import all_records, all_states, result_counts
from harness.scenario.world import Upload, World
from harness.submit.documents import CONTENT_TYPES, Document
from harness.submit.journey import Journey, Receipt
from harness.submit.record import RunState, Status, TrackingRecord

INCOMING: Final = "incoming/"
OUTPUTS: Final = "processed/"


class DocumentLedger:
    """The tracking table, the results table and the bucket of a deployed textract_processor.

    Args:
        world: in which it is deployed, or will be.
    """

    def __init__(self, world: World) -> None:
        self._world = world

    def takes(self, upload: Upload) -> bool:
        """By its place and its suffix."""
        return upload.key.startswith(INCOMING) and upload.key.lower().endswith(tuple(CONTENT_TYPES))

    def pieces(self) -> list[Piece]:
        """A piece for each run."""
        if not self._is_deployed():
            return []
        return [_piece(state) for state in sorted(all_states(self._world), key=_order)]

    def doubles(self) -> list[str]:
        """Every completed run has one item of results, and `processed/` holds its outputs and nothing else."""
        completed = [record for record in self._records() if record.status is Status.COMPLETED]
        if not completed:
            return []
        counts = result_counts(self._world)
        breaches = [
            f"{record.s3_key}: {counts[record.processing_id]} items of results for {record.processing_id}"
            for record in completed
            if counts[record.processing_id] != 1
        ]
        named = Counter(address.split("/", 3)[3] for record in completed for address in record.outputs.values())
        breaches += [f"{key} belongs to {count} runs" for key, count in named.items() if count > 1]
        stored = object_keys(self._world, OUTPUTS)
        return breaches + [f"{key} belongs to no run" for key in stored if key not in named]

    def stops(self, uploads: Sequence[Upload]) -> list[Stop]:
        """Where each upload that hasn't ended is, in their order."""
        records = self._records()
        journeys = [(upload, self._journey(upload, records)) for upload in uploads if self.takes(upload)]
        return [
            Stop(upload.key, journey.status, journey.next_hop.via) for upload, journey in journeys if journey.next_hop
        ]

    def _journey(self, upload: Upload, records: Sequence[TrackingRecord]) -> Journey:
        now = self._world.clock.now()
        journey = Journey(Document(Path(upload.key), upload.key))
        journey.depart(Receipt(upload.etag, now, now))
        journey.advance(record for record in records if record.s3_key == upload.key)
        return journey

    def _records(self) -> list[TrackingRecord]:
        """All runs, those of a key together and in their order; none before the system is deployed."""
        return sorted(all_records(self._world), key=_order) if self._is_deployed() else []

    def _is_deployed(self) -> bool:
        return "TrackingTableName" in self._world.outputs


def _order(run: RunState) -> tuple[str, datetime]:
    return run.s3_key, run.queued_at


def _piece(run: RunState) -> Piece:
    status = run.status
    return Piece(run.processing_id, run.s3_key, run.s3_etag, status, status.rank, status.is_final)
