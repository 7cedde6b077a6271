"""Side effects that runs have had more than once, or that belong to no run."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from harness.submit.record import Status, TrackingRecord

REASON: Final = ".error.json"
"""The end of the key under which the reason of a failed run lies; its copy lies under the same key without it."""


@dataclass(frozen=True)
class Effects:
    """What runs have left behind.

    Attributes:
        records: of all runs, in an order that doesn't change.
        results: how many items of results each run has, by its processing id.
        outputs: keys under `processed/`.
        failures: keys under `failed/`.
        reasons: which run wrote each reason that lies there, by its key.
    """

    records: Sequence[TrackingRecord]
    results: Mapping[str, int]
    outputs: Sequence[str]
    failures: Sequence[str]
    reasons: Mapping[str, str]

    def doubles(self) -> list[str]:
        """A content of a key is completed once. Each run that has ended has one item of results; a completed one has
        its outputs, a failed one its place under `failed/`, and nothing else is there."""
        return [*self._wrong_runs(), *self._wrong_results(), *self._wrong_outputs(), *self._wrong_failures()]

    def _wrong_runs(self) -> Iterator[str]:
        contents = Counter((record.s3_key, record.s3_etag) for record in self._in(Status.COMPLETED))
        yield from (f"{key}: {count} runs have completed" for (key, _), count in contents.items() if count > 1)

    def _wrong_results(self) -> Iterator[str]:
        ended = {record.processing_id for record in self.records if record.status.is_final}
        for record in self.records:
            count, right = self.results.get(record.processing_id, 0), int(record.processing_id in ended)
            if count != right:
                yield f"{record.s3_key}: {count} items of results for {record.processing_id}, which is {record.status}"
        known = {record.processing_id for record in self.records}
        yield from (f"items of results for {stray}, which is no run" for stray in self.results if stray not in known)

    def _wrong_outputs(self) -> Iterator[str]:
        completed = self._in(Status.COMPLETED)
        named = Counter(address.split("/", 3)[3] for record in completed for address in record.outputs.values())
        yield from (f"{key} belongs to {count} runs" for key, count in named.items() if count > 1)
        yield from (f"{key} belongs to no run" for key in self.outputs if key not in named)

    def _wrong_failures(self) -> Iterator[str]:
        failed = self._in(Status.FAILED)
        written = Counter(self.reasons.values())
        for record in failed:
            if (count := written.pop(record.processing_id, 0)) != 1:
                yield f"{record.s3_key}: {count} reasons under failed/ for {record.processing_id}"
        yield from (f"a reason under failed/ for {stray}, which has not failed" for stray in written)
        yield from (f"{key} has no reason beside it" for key in self.failures if key + REASON not in self.reasons)

    def _in(self, status: Status) -> list[TrackingRecord]:
        return [record for record in self.records if record.status is status]
