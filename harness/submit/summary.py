"""What came out for one document: the object that `--json` prints."""

from collections.abc import Callable

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from harness.errors import HarnessError
from harness.submit.fields import Field, V1Output, read_v1
from harness.submit.journey import Journey
from harness.submit.outputs import V1
from harness.submit.record import Status, TrackingRecord

ReadOutput = Callable[[str], bytes]
"""Reads an output by its `s3://` address; raises `HarnessError` when it can't."""


class DocumentResult(BaseModel):
    """The result of one document.

    Attributes:
        file: path as the user gave it.
        key: the document's S3 key.
        processing_id: the run, or None when the pipeline hasn't taken the document in.
        status: COMPLETED or FAILED; else how far it was when following stopped: WAITING (not uploaded), UPLOADED,
            QUEUED, TEXTRACT_STARTED or TEXTRACT_COMPLETED.
        duplicate: the pipeline had this content under this key before, and the result is that run's.
        reason: why it isn't COMPLETED, or why its outputs can't be read.
        model: the model that extracted the fields.
        fields: by name.
        outputs: `s3://` address of each output, by name.
        timings: milliseconds from the begin of the upload to each hop, by the hop's name.
    """

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)

    file: str
    key: str
    processing_id: str | None
    status: str
    duplicate: bool = False
    reason: str | None = None
    model: str | None = None
    fields: dict[str, Field] = {}
    outputs: dict[str, str] = {}
    timings: dict[str, int] = {}

    @property
    def succeeded(self) -> bool:
        """Whether the document came out with readable fields."""
        return self.status == Status.COMPLETED and self.reason is None


def summarize(journey: Journey, read_output: ReadOutput) -> DocumentResult:
    """Sum up a journey, reading the fields of a completed one."""
    record = journey.record
    extraction, fault = extraction_of(record, read_output) if record else (None, None)
    return DocumentResult(
        file=str(journey.document.path),
        key=journey.document.key,
        processing_id=record.processing_id if record else None,
        status=journey.status,
        duplicate=journey.duplicate,
        reason=journey.reason or fault,
        model=extraction.model if extraction else None,
        fields=extraction.fields if extraction else {},
        outputs=record.outputs if record else {},
        timings=journey.timings,
    )


def extraction_of(record: TrackingRecord, read_output: ReadOutput) -> tuple[V1Output | None, str | None]:
    """The fields of a run, or why there are none although it completed."""
    if record.status is not Status.COMPLETED:
        return None, None
    if V1 not in record.outputs:
        return None, f"the record names no output {V1}"
    try:
        return read_v1(read_output(record.outputs[V1])), None
    except HarnessError as error:
        return None, error.message
