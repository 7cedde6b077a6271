"""One run of the pipeline with everything that is known about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from harness.clients import Clients
from harness.errors import ResultsError
from harness.report.timeline import Segment, segments
from harness.results.result import Result
from harness.results.table import ResultsTable
from harness.submit.fields import Field
from harness.submit.hops import FAILED, HOPS
from harness.submit.outputs import OutputStore
from harness.submit.pipeline import Pipeline
from harness.submit.record import TrackingRecord
from harness.submit.summary import extraction_of
from harness.submit.tracking import TrackingTable

ID_PREFIX: Final = "proc-"
"""Every processing id begins so; every key begins with `incoming/`."""


@dataclass(frozen=True)
class Run:
    """What the pipeline knows about one run.

    Attributes:
        record: of the tracking table.
        result: of the results table; None while the run goes on, or when it failed before there was one.
        fields: of the V1 output, by name.
        reason: why it failed, or why its fields can't be read.
        earlier: ids of the runs that the same key had before, the latest first.
    """

    record: TrackingRecord
    result: Result | None
    fields: Mapping[str, Field]
    reason: str | None
    earlier: tuple[str, ...] = ()

    @property
    def segments(self) -> list[Segment]:
        """The ways between the hops that were reached, since S3 had the upload."""
        start = self.record.uploaded_at or self.record.queued_at
        times = {hop.name: getattr(self.record, hop.attribute) for hop in (*HOPS, FAILED) if hop.attribute}
        return segments({name: round((at - start).total_seconds() * 1000) for name, at in times.items() if at})

    def as_json(self) -> dict[str, Any]:
        """The run for machines."""
        return {
            "record": _dumped(self.record),
            "result": _dumped(self.result) if self.result else None,
            "segments": [
                {"hop": each.hop.name, "milliseconds": each.milliseconds, "budgetMs": each.hop.budget_ms}
                for each in self.segments
            ],
            "fields": {name: field.model_dump(mode="json", by_alias=True) for name, field in self.fields.items()},
            "reason": self.reason,
            "earlier": list(self.earlier),
        }


def find_run(name: str, pipeline: Pipeline, clients: Clients) -> Run:
    """The run of a processing id, or the latest run of an S3 key.

    Raises:
        HarnessError: there is none, or the engine doesn't answer.
    """
    tracking = TrackingTable(clients, pipeline.tracking_table)
    if name.startswith(ID_PREFIX):
        record = tracking.record(name)
        records = [record] if record else []
    else:
        records = sorted(tracking.records_of(name), key=lambda record: record.queued_at, reverse=True)
    if not records:
        raise ResultsError(
            f"The pipeline knows no run {name!r}.",
            hint="Name a processing id (proc-...) or a whole key (incoming/...); `rehearse results list` has both.",
        )
    latest, *earlier = records
    extraction, fault = extraction_of(latest, OutputStore(clients).read)
    return Run(
        record=latest,
        result=ResultsTable(clients, pipeline.results_table).result(latest.processing_id),
        fields=extraction.fields if extraction else {},
        reason=f"{latest.failure.code}: {latest.failure.message}" if latest.failure else fault,
        earlier=tuple(record.processing_id for record in earlier),
    )


def _dumped(model: TrackingRecord | Result) -> dict[str, Any]:
    return model.model_dump(mode="json", by_alias=True, exclude_none=True)
