import pytest

from fakes.textract.blocks.answers import find_answer, statements_of
from fakes.textract.blocks.forms import find_pairs
from fakes.textract.blocks.lines import group_lines
from fakes.textract.blocks.tables import find_tables
from fakes.textract.reading.page import Box, CheckBox, Page
from tests.unit.fakes.textract.pages import grid, page, words


def _page() -> Page:
    printed = [
        *words("Document Number: 2024-17", 50, 50),
        *words("Sale Price: $425,000.00", 50, 70),
        *words("Vacant land", 70, 90),
        *words("Fee", 55, 205),
        *words("Amount", 205, 205),
        *words("Transfer tax", 55, 235),
        *words("$4,675.00", 205, 235),
    ]
    square = CheckBox(Box(54, 90, 64, 100), checked=True, confidence=95.0)
    return page(printed, grid([50, 200, 350], [200, 230, 260]), [square])


def _ask(question: str) -> str | None:
    seen = _page()
    lines = group_lines(seen.words, seen.rules)
    answer = find_answer(question, statements_of(find_pairs(seen, lines), find_tables(seen, lines)))
    return " ".join(word.text for word in answer.words) if answer else None


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is the document number?", "2024-17"),
        ("What was the price of the sale?", "$425,000.00"),
        ("How much is the transfer tax?", "$4,675.00"),
        ("Is the land vacant?", "Vacant land"),
        ("Who is the notary?", None),
        ("What?", None),
    ],
)
def test_the_statement_with_the_words_of_the_question_answers_it(question: str, answer: str | None) -> None:
    assert _ask(question) == answer
