"""What textract_processor keeps of its documents."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from harness.scenario.bucket import object_keys
from harness.scenario.ledger import Piece, Stop
from harness.scenario.systems.textract_processor.doubles import REASON, Effects
from harness.scenario.systems.textract_processor.records import all_records, all_states, result_counts
from harness.scenario.world import Upload, World
from harness.submit.documents import CONTENT_TYPES, Document
from harness.submit.journey import Journey, Receipt
from harness.submit.record import RunState, TrackingRecord

INCOMING: Final = "incoming/"
OUTPUTS: Final = "processed/"
FAILURES: Final = "failed/"


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
        """Every run that has ended has one item of results and its files, and there are no others."""
        records = self._records()
        return self._effects(records).doubles() if records else []

    def stops(self, uploads: Sequence[Upload]) -> list[Stop]:
        """Where each upload that hasn't ended is, in their order."""
        records = self._records()
        journeys = [(upload, self._journey(upload, records)) for upload in uploads if self.takes(upload)]
        return [
            Stop(upload.key, journey.status, journey.next_hop.via) for upload, journey in journeys if journey.next_hop
        ]

    def _effects(self, records: Sequence[TrackingRecord]) -> Effects:
        failures = object_keys(self._world, FAILURES)
        reasons = {key: self._author(key) for key in failures if key.endswith(REASON)}
        return Effects(
            records=records,
            results=result_counts(self._world),
            outputs=object_keys(self._world, OUTPUTS),
            failures=[key for key in failures if key not in reasons],
            reasons=reasons,
        )

    def _author(self, key: str) -> str:
        """The run that wrote a reason."""
        stored = self._world.client("s3").get_object(Bucket=self._world.output("BucketName"), Key=key)
        return str(json.load(stored["Body"])["processingId"])

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
