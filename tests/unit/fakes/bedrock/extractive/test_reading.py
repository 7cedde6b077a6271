import pytest

from fakes.bedrock.responders.extractive.document import Pair, Table
from fakes.bedrock.responders.extractive.reading import read

PAGE = """--- page 1 ---
Filed for record in Sangamon County.
PARTIES
Grantor: JOHN SMITH
Grantee:
MARY JONES
Document No.: 2024-1 Recording Date: July 10, 2024
--- page 2 ---
Schedule of Fees
| Description | Amount |
| --- | --- |
| Recording fee | $203.00 |
The parties have agreed at 10:30 on https://example.com that everything in this line
is one paragraph: lines that fill their column are wrapped.
"""


def test_labels_and_tables_stand_under_the_headings_that_precede_them() -> None:
    sections = read(PAGE).sections

    assert [section.heading for section in sections] == [None, "PARTIES", "Schedule of Fees"]
    assert sections[1].pairs == (
        Pair("Grantor", "JOHN SMITH"),
        Pair("Grantee", "MARY JONES"),
        Pair("Document No.", "2024-1"),
        Pair("Recording Date", "July 10, 2024"),
    )
    assert sections[2].tables == (Table(("Description", "Amount"), (("Recording fee", "$203.00"),)),)


def test_wrapped_lines_are_one_paragraph() -> None:
    assert read(PAGE).paragraphs == (
        "Filed for record in Sangamon County.",
        "The parties have agreed at 10:30 on https://example.com that everything in this line "
        "is one paragraph: lines that fill their column are wrapped.",
    )


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Property Address: 4717 Harbor View Drive, Portland, OR 97204", []),
        ("This deed of the parties named below is made on that day by the", ["WARRANTY DEED"]),
    ],
)
def test_a_heading_below_a_full_line_continues_it_only_when_the_sentence_is_open(line: str, names: list[str]) -> None:
    document = read(f"{line}\nWARRANTY DEED")

    assert [text[-13:] for text in document.paragraphs] == names
    assert document.headings == (() if names else ("WARRANTY DEED",))


def test_a_label_above_a_form_is_its_heading() -> None:
    sections = read("BUYER INFORMATION:\nName: Ann\n").sections

    assert [(section.heading, section.pairs) for section in sections[1:]] == [
        ("BUYER INFORMATION", (Pair("Name", "Ann"),))
    ]


def test_columns_of_a_form_are_pairs_of_their_own() -> None:
    assert read("County: Multnomah State: Oregon").pairs == (Pair("County", "Multnomah"), Pair("State", "Oregon"))


def test_a_form_drawn_as_a_table_is_labels_and_values_from_its_first_row_on() -> None:
    form = read("| Price | $5 |\n| Buyer | Ann |").tables[0]

    assert form.pairs == (Pair("Price", "$5"), Pair("Buyer", "Ann"))


def test_the_header_of_a_table_is_no_label_and_value() -> None:
    fees = read("| Description | Amount |\n| Recording fee | $203.00 |").tables[0]

    assert fees.pairs == (Pair("Recording fee", "$203.00"),)


def test_an_empty_text_has_nothing_in_it() -> None:
    document = read("")

    assert (document.pairs, document.tables, document.paragraphs, document.headings) == ((), (), (), ())
