"""Writes a sale as a closing statement: a page with all that makes tables and lists hard to read."""

from pathlib import Path

from harness.samples.facts import Sale
from harness.samples.sheet import Sheet
from harness.samples.truth import Question, Span, Truth

TITLE = "Closing Statement"
TAX_PER_THOUSAND = 11


def write_statement(path: Path, sale: Sale, stamp: str = "") -> Truth:
    """Write a closing statement of one page as a PDF with a text layer.

    Args:
        path: where the PDF goes.
        sale: the facts to state.
        stamp: see `Sheet`.

    Returns:
        What the document says.
    """
    sheet = Sheet(path, TITLE, stamp)
    sheet.start_page()
    sheet.emblem()
    sheet.pairs(("Settlement Agent", sale.company))
    sheet.pairs(("File Number", sale.document_number))
    sheet.pairs(("Settlement Date", f"{sale.signed:%B %d, %Y}"), ("Zip Code", sale.place.zip_code))
    sheet.title(TITLE.upper())
    _summary(sheet, sale)
    _conditions(sheet, sale)
    sheet.signature(sale.notary, "Settlement Agent")
    sheet.finish_page("Page 1 of 1")
    sheet.save()
    return sheet.truth({}, _questions(sale))


def _summary(sheet: Sheet, sale: Sale) -> None:
    """Merged cells across (headers, sections) and down (the first header)."""
    tax, total = sale.price * TAX_PER_THOUSAND // 1000, sale.price * (1000 + TAX_PER_THOUSAND) // 1000
    sheet.table(
        [
            ("Item", "Borrower", "", "Seller"),
            ("", "Debit", "Credit", "Credit"),
            ("Property", "", "", ""),
            ("Contract price", _money(sale.price), "", _money(sale.price)),
            ("Taxes", "", "", ""),
            ("Transfer tax", _money(tax), "", _money(tax)),
            ("Total", _money(total), "$0.00", _money(total)),
        ],
        widths=(3, 2, 2, 2),
        spans=(Span(1, 1, 2, 1), Span(1, 2, 1, 3), Span(3, 1, 3, 4), Span(5, 1, 5, 4)),
        title="SUMMARY OF THE TRANSACTION",
    )


def _conditions(sheet: Sheet, sale: Sale) -> None:
    sheet.heading("CONDITIONS OF THE CLOSING")
    sheet.bullets(
        (
            f"The deed is recorded in {sale.place.county} County not later than {sale.recorded:%B %d, %Y}, and a "
            "conformed copy is sent to the settlement agent.",
            "Taxes of the current year are prorated as of the settlement date.",
            "Keys are handed over when the funds have been received.",
        )
    )


def _questions(sale: Sale) -> tuple[Question, ...]:
    return (
        Question(1, "What is the file number?", sale.document_number),
        Question(1, "When is the settlement date?", f"{sale.signed:%B %d, %Y}"),
        Question(1, "Who is the settlement agent?", sale.company),
    )


def _money(dollars: int) -> str:
    return f"${dollars:,}.00"
