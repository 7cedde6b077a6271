"""The two reports."""

from datetime import timedelta

import pytest

from tests.systems.textract_processor.paper import deed
from tests.systems.textract_processor.world import ARRIVAL, NOON, V1_ANSWER, V2_ANSWER
from textract_processor.domain.events import Upload
from textract_processor.domain.fields import Fields, ground
from textract_processor.domain.provenance import Evidence
from textract_processor.domain.reports import schema_extensions, summary
from textract_processor.domain.sections import FoundField, FoundTable, Section, read_sections
from textract_processor.domain.tracking import Record
from textract_processor.domain.transitions import queued


@pytest.fixture
def record() -> Record:
    return queued("proc-1", Upload("b", "incoming/a|b.pdf", "e", "v1", NOON), None, ARRIVAL, timedelta(days=30))


@pytest.fixture
def fields() -> Fields:
    return ground(V1_ANSWER, Evidence(deed().read()))


def test_extensions_are_what_the_schema_lacks(record: Record, fields: Fields) -> None:
    report = schema_extensions(record, fields, read_sections(V2_ANSWER, deed().read()))
    assert "not in V1's schema: 1 field\n" in report
    assert "| Recording | Title Officer | person | Ada Byron |" in report


def test_a_field_whose_value_the_schema_already_holds_is_no_extension(record: Record, fields: Fields) -> None:
    section = Section("Parties", (FoundField("Transferee", "Jane Doe", "person"),), ())
    report = schema_extensions(record, fields, [section])
    assert "schema: 0 fields" in report
    assert "has its place in V1's schema" in report


def test_the_summary_shows_sections_fields_and_tables(record: Record) -> None:
    report = summary(record, read_sections(V2_ANSWER, deed().read()), page_count=3, missing=[2])
    assert "- Uploaded: 2026-01-31 12:00:00 UTC" in report
    assert "- Pages: 3" in report
    assert "6 fields and 1 table in 2 sections" in report
    assert "**Not read by Textract**: page 2" in report
    assert "| Document Number | 2024-0123456 | text |" in report
    assert "**Fees**\n\n| Fee | Amount |\n| --- | --- |\n| Recording | $25.00 |" in report


def test_a_documents_text_can_not_break_the_markdown(record: Record) -> None:
    section = Section("<b>x</b>", (FoundField("a|b", "line\nbreak", "text"),), (FoundTable(None, ["h"], [["1", "2"]]),))
    report = summary(record, [section], 1, [])
    assert "## &lt;b>x&lt;/b>" in report
    assert r"| a\|b | line break | text |" in report
    assert "| h |  |\n| --- | --- |\n| 1 | 2 |" in report


def test_a_table_that_is_named_like_its_section_has_no_second_heading(record: Record) -> None:
    section = Section("FEES", (), (FoundTable("Fees", ["Fee"], [["$25.00"]]),))
    assert "## FEES\n\n| Fee |" in summary(record, [section], 1, [])


def test_a_section_without_title_has_a_heading_all_the_same(record: Record) -> None:
    assert "## General" in summary(record, [Section("", (), ())], 1, [])


def test_yes_no_and_blank_are_shown_as_such(record: Record) -> None:
    fields = tuple(FoundField(str(value), value, "boolean") for value in (True, False, None))
    report = summary(record, [Section("Boxes", fields, ())], 1, [])
    assert "| True | yes |" in report
    assert "| False | no |" in report
    assert "| None |  |" in report
