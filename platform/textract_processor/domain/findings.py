"""What the two extractions make of an analysed document."""

from collections.abc import Sequence
from dataclasses import dataclass

from textract_processor.domain.analysis import AnalysisResult
from textract_processor.domain.blocks import read_pages
from textract_processor.domain.extraction import extract
from textract_processor.domain.fields import Fields, ground
from textract_processor.domain.ports import Answer, Model
from textract_processor.domain.provenance import Evidence
from textract_processor.domain.sections import Section, read_sections
from textract_processor.domain.text import render


@dataclass(frozen=True)
class TextLimits:
    """How many characters of a document each extraction's prompt may hold."""

    v1: int
    v2: int


@dataclass(frozen=True)
class Findings:
    """Both extractions, the pages that each didn't see, and the answers that were paid for."""

    model_id: str
    fields: Fields
    sections: Sequence[Section]
    v1_omitted_pages: tuple[int, ...]
    v2_omitted_pages: tuple[int, ...]
    answers: tuple[Answer, ...]


def analyse(result: AnalysisResult, model: Model, limits: TextLimits, payer: str) -> Findings:
    """Extract by the fixed schema (V1) and freely (V2), one model call each.

    Raises:
        DocumentRejectedError: the model has no usable answer.
        RetryableError: the model is busy.
    """
    pages = read_pages(result.blocks)
    v1_text, v2_text = render(pages, limits.v1), render(pages, limits.v2)
    v1 = extract(model, "v1_schema", "v1_answer", v1_text.text, payer)
    v2 = extract(model, "v2_dynamic", "v2_answer", v2_text.text, payer)
    return Findings(
        model_id=model.model_id,
        fields=ground(v1.data, Evidence(pages)),
        sections=read_sections(v2.data, pages),
        v1_omitted_pages=v1_text.omitted_pages,
        v2_omitted_pages=v2_text.omitted_pages,
        answers=v1.answers + v2.answers,
    )
