"""V2: everything labelled and every table."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.systems.textract_processor.paper import Paper, deed
from tests.systems.textract_processor.world import V2_ANSWER
from textract_processor.domain.sections import UNGROUPED, FoundField, Section, read_sections

LETTERS = st.characters(categories=["L"])
NOTHING: dict[str, Any] = {"sections": []}


def rest_of(paper: Paper, answer: Any = NOTHING) -> Section:
    section = read_sections(answer, paper.read())[-1]
    assert section.title == UNGROUPED
    return section


def test_the_models_sections_come_first_and_what_it_left_out_follows() -> None:
    first, rest = read_sections(V2_ANSWER, deed().read())
    assert first.title == "Recording"
    assert [field.name for field in rest.fields] == [
        "Recording Date",
        "County",
        "Parcel Number (APN)",
        "Sale Price",
    ]
    assert rest.tables == ()


def test_when_the_model_found_everything_nothing_is_added() -> None:
    paper = (
        Paper()
        .pair("Document Number:", "1")
        .pair("Title Officer:", "Ada")
        .table(["Fee", "Amount"], ["Recording", "$25.00"])
    )
    assert [section.title for section in read_sections(V2_ANSWER, paper.read())] == ["Recording"]


def test_a_label_that_occurs_twice_has_to_be_found_twice() -> None:
    answer = {
        "sections": [{"title": "Parties", "fields": [{"name": "Name", "value": "Ada", "type": "person"}], "tables": []}]
    }
    rest = rest_of(Paper().pair("Name:", "Ada").pair("Name:", "Grace"), answer)
    assert [field.value for field in rest.fields] == ["Grace"]


def test_types_of_what_was_left_out_are_read_from_the_values() -> None:
    paper = (
        Paper()
        .pair("Price:", "$425,000.00")
        .pair("Date:", "January 15, 2024")
        .pair("Acres:", "1,200.5")
        .pair("Notary:", "Ada Byron")
        .pair("Signed:", "")
        .check_box("Leased", True)
    )
    assert rest_of(paper).fields == (
        FoundField("Price", "$425,000.00", "money"),
        FoundField("Date", "January 15, 2024", "date"),
        FoundField("Acres", "1,200.5", "number"),
        FoundField("Notary", "Ada Byron", "text"),
        FoundField("Signed", None, "text"),
        FoundField("Leased", True, "boolean"),
    )


def test_a_check_boxs_mark_in_an_answer_reads_as_what_it_means() -> None:
    fields = [
        {"name": name, "value": value, "type": "boolean"} for name, value in (("a", "[x]"), ("b", "[ ]"), ("c", True))
    ]
    (section,) = read_sections({"sections": [{"title": "Boxes", "fields": fields, "tables": []}]}, [])
    assert [field.value for field in section.fields] == [True, False, True]


def test_a_table_without_header_row_has_rows_only() -> None:
    (table,) = rest_of(Paper().table(["a", "b"], ["c", "d"], has_headers=False)).tables
    assert (table.headers, table.rows) == ([], [["a", "b"], ["c", "d"]])


@given(labels=st.lists(st.text(LETTERS, min_size=1, max_size=6), max_size=8))
def test_no_pair_is_ever_lost_whatever_the_model_found(labels: list[str]) -> None:
    paper = Paper().page()
    for number, label in enumerate(labels):
        paper.pair(f"{label}:", str(number))
    found = labels[::2]
    fields = [{"name": label, "value": "?", "type": "text"} for label in found]
    sections = read_sections({"sections": [{"title": "t", "fields": fields, "tables": []}]}, paper.read())
    assert sum(len(section.fields) for section in sections) == len(labels)
