"""Writes a sale as a recorded deed, the kind of paper that county recorders scan."""

from pathlib import Path

from harness.samples.facts import USES, Sale
from harness.samples.sheet import Sheet
from harness.samples.truth import JsonValue, Question, Truth

LONG, SHORT = "Warranty Deed", "Quitclaim Deed"


def write_deed(path: Path, sale: Sale, kind: str = LONG, stamp: str = "") -> Truth:
    """Write a deed as a PDF with a text layer.

    Args:
        path: where the PDF goes.
        sale: the facts to state.
        kind: `LONG` for a warranty deed of three pages, `SHORT` for a quitclaim deed of two.
        stamp: see `Sheet`.

    Returns:
        What the document says, page by page.
    """
    sheet = Sheet(path, kind, stamp)
    pages = [(_cover, _conveyance), (_schedules, _uses)]
    pages += [(_covenants, _execution)] if kind == LONG else []
    for number, sections in enumerate(pages, start=1):
        sheet.start_page()
        for section in sections:
            section(sheet, sale, kind)
        if kind == SHORT and number == len(pages):
            _execution(sheet, sale, kind)
        sheet.finish_page(f"Page {number} of {len(pages)}")
    sheet.save()
    return sheet.truth(_fields(sale), _questions(sale))


def _cover(sheet: Sheet, sale: Sale, kind: str) -> None:
    sheet.pairs(("Recording Requested By", sale.company))
    sheet.pairs(("Document Number", sale.document_number), ("Recording Date", f"{sale.recorded:%B %d, %Y}"))
    sheet.pairs(("County", sale.place.county), ("State", sale.place.state_name))
    sheet.pairs(("Parcel Number (APN)", sale.parcel_number))
    sheet.pairs(("Sale Price", _money(sale.price)))
    sheet.pairs(("Property Address", sale.place.address))
    sheet.title(kind.upper())


def _conveyance(sheet: Sheet, sale: Sale, kind: str) -> None:
    sheet.paragraph(
        f"THIS {kind.upper()} is made on {sale.signed:%B %d, %Y}, by {_names(sale.grantors)}, husband and wife "
        f'(the "Grantors"), to {_names(sale.grantees)}, a married couple (the "Grantees").'
    )
    verbs = "grant, bargain, sell and convey" if kind == LONG else "remise, release and forever quitclaim"
    sheet.paragraph(
        f"WITNESSETH, that the Grantors, for the sum of {_money(sale.price)} and other good and valuable "
        f"consideration, the receipt of which is acknowledged, do hereby {verbs} unto the Grantees the following "
        f"real property situated in the County of {sale.place.county}, State of {sale.place.state_name}:"
    )
    sheet.heading("LEGAL DESCRIPTION")
    sheet.paragraph(sale.plat.describe(sale.place))
    sheet.paragraph("TOGETHER WITH all easements, rights and appurtenances thereunto belonging.")


def _schedules(sheet: Sheet, sale: Sale, kind: str) -> None:
    lot, block, book = f"Lot {sale.plat.lot}", f"Block {sale.plat.block}", f"Volume {sale.plat.volume}"
    sheet.table(
        [("Parcel", "Lot", "Block", "Plat"), (sale.parcel_number, lot, block, book)],
        widths=(3, 2, 2, 3),
        title="PARCEL SCHEDULE",
    )
    total = sum(amount for _, amount in sale.fees)
    fees = [(label, _money(amount)) for label, amount in (*sale.fees, ("Total due", total))]
    sheet.table([("Description", "Amount"), *fees], widths=(3, 2), title="CONSIDERATION AND FEES")


def _uses(sheet: Sheet, sale: Sale, kind: str) -> None:
    sheet.heading("PROPERTY USE")
    for use in USES:
        sheet.check_box(use, checked=use == sale.use)


def _covenants(sheet: Sheet, sale: Sale, kind: str) -> None:
    sheet.heading("COVENANTS")
    sheet.paragraph(
        "TO HAVE AND TO HOLD the said premises unto the Grantees, their heirs and assigns forever. The Grantors "
        "covenant that they are lawfully seized of the premises in fee simple, that the premises are free from all "
        "encumbrances except those of record, and that they will warrant and defend the title against all claims."
    )
    sheet.paragraph("Taxes for the current year have been prorated as of the date of this deed.")


def _execution(sheet: Sheet, sale: Sale, kind: str) -> None:
    for name in sale.grantors:
        sheet.signature(name, "Grantor")
    sheet.heading("ACKNOWLEDGMENT")
    sheet.paragraph(f"State of {sale.place.state_name}, County of {sale.place.county}")
    sheet.paragraph(
        f"On {sale.signed:%B %d, %Y}, before me, {sale.notary}, Notary Public, personally appeared "
        f"{_names(sale.grantors)}, known to me to be the persons who executed the foregoing instrument."
    )
    sheet.signature(sale.notary, "Notary Public")


def _questions(sale: Sale) -> tuple[Question, ...]:
    return (
        Question(1, "What is the document number?", sale.document_number),
        Question(1, "What is the sale price of the property?", _money(sale.price)),
        Question(1, "When was the recording date?", f"{sale.recorded:%B %d, %Y}"),
        Question(2, "What is the amount of the transfer tax?", _money(sale.price * 11 // 1000)),
    )


def _fields(sale: Sale) -> dict[str, JsonValue]:
    place = sale.place
    return {
        "documentType": "deed",
        "grantors": list(sale.grantors),
        "grantees": list(sale.grantees),
        "propertyAddress": {
            "street": place.street,
            "city": place.city,
            "state": place.state,
            "zip": place.zip_code,
        },
        "parcelNumber": sale.parcel_number,
        "legalDescription": sale.plat.describe(place),
        "salePrice": {"amount": sale.price, "currency": "USD"},
        "recordingDate": sale.recorded.isoformat(),
        "documentNumber": sale.document_number,
        "county": place.county,
        "notary": sale.notary,
    }


def _names(names: tuple[str, str]) -> str:
    return " and ".join(names)


def _money(dollars: int) -> str:
    return f"${dollars:,}.00"
