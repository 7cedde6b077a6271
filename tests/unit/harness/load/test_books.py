import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.load.books import balance
from harness.load.rows import Document
from tests.unit.harness.load.ledgers import completed, failed, waiting

NOWHERE: dict[str, int] = {"CompletionQueue": 0, "textract jobs": 0}


def test_the_books_balance_when_every_document_has_come_to_an_end() -> None:
    documents = [completed("a"), completed("b", uploads=3), failed("c", bad=True), failed("d")]
    books = balance(documents, NOWHERE)
    assert books.balanced
    assert books.sentence == (
        "4 documents = 2 completed + 1 refused with a reason + 1 failed with a reason + 0 still queued "
        "(2 of 6 uploads were repetitions)"
    )


def test_a_document_that_a_queue_may_hold_is_still_queued() -> None:
    books = balance([completed(), waiting()], {"CompletionQueue": 1})
    assert books.balanced
    assert books.queued == 1
    assert books.held == {"CompletionQueue": 1}


def test_a_document_that_nothing_holds_is_lost_and_named() -> None:
    books = balance([completed(), waiting("incoming/lost.pdf", status="")], NOWHERE)
    assert books.breaches == ("1 neither ended nor held by any queue: incoming/lost.pdf (no record)",)


def test_of_more_documents_than_anything_holds_all_are_named() -> None:
    books = balance([waiting("x"), waiting("y")], {"CompletionQueue": 1})
    assert books.breaches == ("2 neither ended nor held by any queue: x (QUEUED), y (QUEUED)",)


@pytest.mark.parametrize(
    ("document", "breach"),
    [
        (failed("k", reason=""), "1 failed without a reason: k (FAILED)"),
        (completed("k", runs=""), "1 completed without a result: k (COMPLETED)"),
        (completed("k", runs="proc-1 proc-2"), "1 processed more than once: k (COMPLETED)"),
        (completed("k", bad=True), "1 bad, and completed nevertheless: k (COMPLETED)"),
    ],
)
def test_whatever_else_became_of_a_document_is_a_breach(document: Document, breach: str) -> None:
    assert balance([completed(), document], NOWHERE).breaches == (breach,)


def test_of_many_keys_ten_are_named() -> None:
    (breach,) = balance([waiting(f"k{number}") for number in range(25)], NOWHERE).breaches
    assert breach.startswith("25 neither")
    assert breach.endswith("k9 (QUEUED) and 15 more")


outcomes = st.sampled_from([completed, failed, waiting])


@given(st.lists(outcomes), st.integers(0, 20))
def test_the_sum_is_that_of_its_parts_unless_the_books_say_otherwise(outcomes: list[type], held: int) -> None:
    documents = [outcome(str(number)) for number, outcome in enumerate(outcomes)]
    books = balance(documents, {"CompletionQueue": held})
    assert books.completed + books.refused + books.failed + books.queued == books.documents == len(documents)
    assert books.balanced == (books.queued <= held)
