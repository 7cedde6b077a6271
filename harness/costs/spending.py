"""What has been spent on documents, day by day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from harness.results.indexes import By
from harness.results.query import Query, ask
from harness.results.result import Result
from harness.results.table import ResultsTable
from harness.submit.record import Status

PAGE: Final = 1_000
"""Results that are read at once."""


@dataclass(frozen=True)
class Spending:
    """The runs of documents that were uploaded on one day.

    Attributes:
        day: in UTC.
        completed: runs that ended well.
        failed: runs that ended badly; they may have cost something all the same.
        pages: that Textract read.
        textract: dollars.
        bedrock: dollars.
        cache_hits: answers that cost nothing, because another run had paid for them.
    """

    day: date
    completed: int
    failed: int
    pages: int
    textract: Decimal
    bedrock: Decimal
    cache_hits: int

    @property
    def total(self) -> Decimal:
        """Dollars for everything."""
        return self.textract + self.bedrock


def spending_of(day: date, table: ResultsTable) -> Spending:
    """What the runs of a day have cost.

    Raises:
        HarnessError: the table can't be read.
    """
    return add_up(day, list(_results(ask(By.DATE, str(day)), table)))


def add_up(day: date, results: Sequence[Result]) -> Spending:
    """Add up the results of a day; what the table doesn't tell counts as nothing."""
    completed = sum(result.status == Status.COMPLETED for result in results)
    return Spending(
        day=day,
        completed=completed,
        failed=len(results) - completed,
        pages=sum(result.page_count or 0 for result in results),
        textract=_dollars([result.textract_cost for result in results]),
        bedrock=_dollars([result.bedrock_cost for result in results]),
        cache_hits=sum(result.model_cache_hits or 0 for result in results),
    )


def _results(query: Query, table: ResultsTable) -> Iterator[Result]:
    page = table.page(query, PAGE)
    yield from page.results
    while page.next:
        page = table.page(query, PAGE, page.next)
        yield from page.results


def _dollars(amounts: Sequence[float | None]) -> Decimal:
    return sum((Decimal(str(amount)) for amount in amounts if amount is not None), Decimal())
