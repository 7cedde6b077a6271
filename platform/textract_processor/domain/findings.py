"""What the two extractions make of an analysed document."""

from collections.abc import Sequence
from dataclasses import dataclass

from textract_processor.domain.analysis import AnalysisResult
from textract_processor.domain.blocks import read_pages
from textract_processor.domain.dialogue import Errand
from textract_processor.domain.extraction import V1, V2, AnswerTokens, extract
from textract_processor.domain.fields import Fields, ground
from textract_processor.domain.ports import Model
from textract_processor.domain.provenance import Evidence
from textract_processor.domain.sections import Section, read_sections
from textract_processor.domain.text import render


@dataclass(frozen=True)
class ExtractionLimits:
    """How many characters of a document each extraction's prompt may hold, and how many tokens an answer."""

    v1_characters: int
    v2_characters: int
    tokens: AnswerTokens


@dataclass(frozen=True)
class Findings:
    """Both extractions, and the pages that each didn't see."""

    model_id: str
    fields: Fields
    sections: Sequence[Section]
    v1_omitted_pages: tuple[int, ...]
    v2_omitted_pages: tuple[int, ...]


def analyse(result: AnalysisResult, model: Model, limits: ExtractionLimits, errand: Errand) -> Findings:
    """Extract by the fixed schema (V1) and freely (V2), one model call each.

    Raises:
        DocumentRejectedError: the model has no usable answer.
        RetryableError: the model is busy.
    """
    pages = read_pages(result.blocks)
    v1_text, v2_text = render(pages, limits.v1_characters), render(pages, limits.v2_characters)
    v1 = extract(model, V1, v1_text.text, limits.tokens, errand)
    v2 = extract(model, V2, v2_text.text, limits.tokens, errand)
    return Findings(
        model_id=model.model_id,
        fields=ground(v1, Evidence(pages)),
        sections=read_sections(v2, pages),
        v1_omitted_pages=v1_text.omitted_pages,
        v2_omitted_pages=v2_text.omitted_pages,
    )
