"""The segments of a document's way, for which document 004 sets budgets of time."""

from collections.abc import Mapping
from typing import Final

from lambda_kit.clock import epoch_ms, parse_iso
from textract_processor.domain.tracking import Record

ENDS: Final[Mapping[str, tuple[str, str]]] = {
    "uploadToLambda": ("uploaded_at", "received_at"),
    "lambdaToTextract": ("received_at", "textract_started_at"),
    "textract": ("textract_started_at", "textract_completed_at"),
    "snsToLambda": ("textract_completed_at", "processing_started_at"),
    "readAnalysis": ("processing_started_at", "model_asked_at"),
    "bedrock": ("model_asked_at", "model_answered_at"),
    "save": ("model_answered_at", "completed_at"),
}
"""The record's times at which each begins and ends."""


def segments(record: Record) -> dict[str, int]:
    """Milliseconds of each segment that is behind the document.

    Each time is of the machine that noted it: what lies between two of them may come out as less than nothing, and is
    then called nothing. S3's events tell the time of an upload in whole seconds.
    """
    times = {name: (getattr(record, start), getattr(record, end)) for name, (start, end) in ENDS.items()}
    return {name: _milliseconds(start, end) for name, (start, end) in times.items() if start and end}


def _milliseconds(start: str, end: str) -> int:
    return max(0, epoch_ms(parse_iso(end)) - epoch_ms(parse_iso(start)))
