"""Where a value stands in a document."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.systems.textract_processor.paper import Paper, deed
from textract_processor.domain.provenance import MAX_GAP, Evidence


def evidence(*lines: str) -> Evidence:
    paper = Paper()
    for line in lines:
        paper.line(line)
    return Evidence(paper.read())


def words(source: Evidence, text: str) -> list[str]:
    return [word.text for word in source.of_text(text).words]


def test_a_value_is_found_with_its_words_their_page_and_their_confidence() -> None:
    paper = Paper().line("nothing here").page()
    paper.confidence = 80.0
    grounds = Evidence(paper.line("Seller: Jane Doe").read()).of_text("JANE DOE")
    assert [word.text for word in grounds.words] == ["Jane", "Doe"]
    assert (grounds.pages, grounds.confidence) == ([2], 80.0)
    assert len(grounds.block_ids) == 2


def test_a_value_over_two_lines_is_found() -> None:
    assert words(evidence("being Lot 12,", "Block 3 of the plat"), "Lot 12, Block 3") == ["Lot", "12,", "Block", "3"]


def test_a_note_between_the_parts_does_not_hide_a_value() -> None:
    assert words(evidence("Lot 12,", "Page 1 of 3", "Block 3"), "Lot 12 Block 3") == ["Lot", "12,", "Block", "3"]


def test_parts_that_stand_far_apart_are_no_value() -> None:
    assert not evidence("Lot", "x " * (MAX_GAP + 1), "Block").of_text("Lot Block")


def test_what_stands_nowhere_has_no_grounds() -> None:
    grounds = evidence("Jane Doe").of_text("John Doe")
    assert not grounds
    assert (grounds.confidence, grounds.pages, grounds.block_ids) == (None, [], [])


def test_punctuation_alone_is_no_value() -> None:
    assert not evidence("--- ---").of_text("---")


def test_a_labelled_value_is_preferred_to_running_text() -> None:
    paper = Paper().line("Linn is a county").pair("County:", "Linn")
    grounds = Evidence(paper.read()).of_text("Linn")
    value = paper.read()[0].key_values[0].value
    assert grounds.words == value


@pytest.mark.parametrize("written", ["$425,000.00", "425000", "($425,000)", "USD425,000.00."])
def test_an_amount_is_found_however_it_is_written(written: str) -> None:
    assert evidence(f"the sum of {written} paid").of_amount(425000)


def test_an_amount_that_was_read_in_two_words_is_found() -> None:
    assert evidence("the sum of $425, 000.00 paid").of_amount(425000)


def test_another_amount_is_not_found() -> None:
    assert not evidence("$425,000.01").of_amount(425000)


@pytest.mark.parametrize(
    "written",
    [
        "January 15, 2024",
        "Jan. 15, 2024",
        "15 January 2024",
        "15th day of January, 2024",
        "01/15/2024",
        "1/15/24",
        "2024-01-15",
        "January 15th, 2024",
    ],
)
def test_a_date_is_found_however_it_is_written(written: str) -> None:
    assert evidence(f"recorded on {written} at noon").of_date("2024-01-15")


def test_another_date_is_not_found() -> None:
    assert not evidence("January 16, 2024").of_date("2024-01-15")


@given(day=st.dates(min_value=date(1900, 1, 1)))
def test_every_day_is_found_in_its_long_form(day: date) -> None:
    assert evidence(f"{day:%B} {day.day}, {day.year}").of_date(day.isoformat())


@given(start=st.integers(0, 20), length=st.integers(1, 8))
def test_every_run_of_a_documents_words_is_found(start: int, length: int) -> None:
    source = [word.text for line in deed().read()[0].lines for word in line.words]
    quoted = source[start : start + length]
    assert Evidence(deed().read()).of_text(" ".join(quoted))
