"""What a month is to cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from harness.costs.prices import Prices


@dataclass(frozen=True)
class Workload:
    """An average document: its pages, and the tokens that its model reads and writes."""

    pages: int
    model: str
    input_tokens: int
    output_tokens: int


REFERENCE: Final = Workload(pages=3, model="qwen", input_tokens=10_000, output_tokens=2_500)
"""The document of which document 004 reckons. It tells the pages and what Bedrock takes, $0.014; not the tokens: these
are round numbers that make $0.014 at its prices."""

DOCUMENTED: Final[Mapping[int, Decimal]] = {1_000: Decimal(146), 10_000: Decimal(1_460), 100_000: Decimal(14_600)}
"""Dollars a month by number of documents, as document 004's table has them: $0.146 a document. It doesn't agree with
that document's own parts, $135 of Textract and about $14 of Bedrock for 1,000 documents, which make $149."""


@dataclass(frozen=True)
class Month:
    """So many documents of one workload.

    Attributes:
        documents: in the month.
        textract: dollars.
        bedrock: dollars.
        documented: what document 004 says that they cost; None when it doesn't speak of them.
    """

    documents: int
    textract: Decimal
    bedrock: Decimal
    documented: Decimal | None = None

    @property
    def total(self) -> Decimal:
        """Dollars for all."""
        return self.textract + self.bedrock

    @property
    def per_document(self) -> Decimal:
        """Dollars for one."""
        return self.total / self.documents

    @property
    def difference(self) -> Decimal | None:
        """Dollars more than document 004 says."""
        return None if self.documented is None else self.total - self.documented


def forecast(workload: Workload, prices: Prices, counts: tuple[int, ...] = tuple(DOCUMENTED)) -> list[Month]:
    """A month for each number of documents.

    Raises:
        UsageError: the workload's model has no price.
    """
    documented = DOCUMENTED if workload == REFERENCE else {}
    bedrock = prices.bedrock(workload.model, workload.input_tokens, workload.output_tokens)
    textract = prices.textract(workload.pages)
    return [Month(count, count * textract, count * bedrock, documented.get(count)) for count in counts]
