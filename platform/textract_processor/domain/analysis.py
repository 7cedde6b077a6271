"""A finished Textract job."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class AnalysisResult:
    """A job's pages of answers joined into one, in Textract's own JSON."""

    raw: Mapping[str, Any]

    @cached_property
    def document(self) -> bytes:
        """All of it as JSON: an output, and what is kept for copies; written once, since it is large."""
        return json.dumps(self.raw, ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def has_failed(self) -> bool:
        """Whether Textract gave up on the document."""
        return bool(self.raw["JobStatus"] == "FAILED")

    @property
    def is_whole(self) -> bool:
        """Whether Textract read every page."""
        return bool(self.raw["JobStatus"] == "SUCCEEDED")

    @property
    def status_message(self) -> str:
        """Textract's reason for a failure."""
        return self.raw.get("StatusMessage") or "Textract gave no reason"

    @property
    def blocks(self) -> Sequence[Mapping[str, Any]]:
        """All blocks, in Textract's order."""
        blocks: Sequence[Mapping[str, Any]] = self.raw["Blocks"]
        return blocks

    @property
    def page_count(self) -> int:
        """Pages in the document, those that couldn't be read included."""
        return int(self.raw["DocumentMetadata"]["Pages"])

    @property
    def missing_pages(self) -> tuple[int, ...]:
        """The pages that a PARTIAL_SUCCESS couldn't read."""
        warnings = self.raw.get("Warnings") or ()
        return tuple(sorted({page for warning in warnings for page in warning.get("Pages") or ()}))
