"""What Textract found in a document: asked of Textract, or kept from a run of the same content."""

from dataclasses import dataclass
from typing import Protocol

from textract_processor.domain.analysis import AnalysisResult
from textract_processor.domain.ports import DocumentAnalysis
from textract_processor.domain.tracking import Record


@dataclass(frozen=True)
class Kept:
    """The Textract job whose result is kept, and the processing run that paid for it."""

    job_id: str
    payer: str


class KeptAnalyses(Protocol):
    """Results that were paid for, by the SHA-256 of the document."""

    def find(self, sha256: str) -> Kept | None:
        """Whose result is kept; the result itself isn't read."""

    def load(self, sha256: str) -> AnalysisResult | None:
        """The result, if it is still kept."""

    def keep(self, sha256: str, whose: Kept, result: AnalysisResult) -> None:
        """Keep a job's result."""


@dataclass(frozen=True)
class Analyses:
    """Results of jobs, each paid for once."""

    textract: DocumentAnalysis
    kept: KeptAnalyses

    def of(self, record: Record, job_id: str) -> AnalysisResult:
        """What the job of a run found; a run that reuses a kept result gets that as long as it is there.

        Only a whole result is kept: after a PARTIAL_SUCCESS another job may read the missing pages.

        Raises:
            RetryableError: the job hasn't ended.
        """
        sha256 = record.content_sha256 or ""
        if record.reuses(job_id) and (kept := self.kept.load(sha256)):
            return kept
        result = self.textract.result(job_id)
        if result.is_whole and sha256 and not record.reuses(job_id):
            self.kept.keep(sha256, Kept(job_id, record.processing_id), result)
        return result
