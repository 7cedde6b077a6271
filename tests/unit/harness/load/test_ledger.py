from harness.load.ledger import Ledger
from harness.load.rows import Document
from tests.unit.harness.load.ledgers import NOON, delivery, record, result


def ledger_with(*keys: str) -> Ledger:
    ledger = Ledger()
    for key in keys:
        ledger.enter(delivery(key))
    return ledger


def test_a_document_is_timed_from_when_its_first_upload_was_due() -> None:
    ledger = ledger_with("a")
    ledger.enter(delivery("a", NOON + 9, duplicate=True))
    document = ledger.ended(result("a", at=NOON + 12))
    assert document is not None
    assert document.ended - document.scheduled == 12
    assert (document.uploads, document.pages, document.ai_usd) == (2, 2, 0.1)


def test_a_document_ends_once_and_a_second_run_is_noted() -> None:
    ledger = ledger_with("a")
    assert ledger.ended(result("a")) is not None
    assert ledger.ended(result("a")) is None
    assert ledger.ended(result("a", run="proc-2")) is None
    assert _only(ledger).runs == "proc-1 proc-2"


def test_results_of_others_are_passed_over() -> None:
    assert ledger_with("a").ended(result("somebody-elses")) is None


def test_a_failure_ends_a_document_with_its_reason() -> None:
    ledger = ledger_with("a")
    failure = {"code": "EmptyDocument", "message": "no bytes"}
    document = ledger.tracked("a", [record("a", "FAILED", NOON + 3, failure=failure)])
    assert document is not None
    assert (document.status, document.reason, document.ended) == ("FAILED", "EmptyDocument", NOON + 3)


def test_a_result_that_failed_ends_a_document_too() -> None:
    ledger = ledger_with("a")
    item = {"failedAt": result("a", at=NOON + 3)["completedAt"], "failureCode": "EmptyDocument"}
    document = ledger.ended(result("a") | item | {"status": "FAILED"})
    assert document is not None
    assert (document.status, document.reason, document.ended) == ("FAILED", "EmptyDocument", NOON + 3)
    assert ledger.ended(result("a") | item | {"status": "FAILED"}) is None


def test_a_document_on_its_way_stays_open_and_says_how_far_it_is() -> None:
    ledger = ledger_with("a")
    assert ledger.tracked("a", [record("a", "TEXTRACT_STARTED")]) is None
    assert [document.status for document in ledger.open()] == ["TEXTRACT_STARTED"]


def test_a_completion_that_the_table_told_first_gets_its_result_later() -> None:
    ledger = ledger_with("a")
    assert ledger.tracked("a", [record("a", "COMPLETED")]) is not None
    assert ledger.ended(result("a")) is None
    assert _only(ledger).pages == 2


def test_an_upload_that_s3_refused_isnt_waited_for_but_counts_if_it_arrived() -> None:
    ledger = Ledger()
    ledger.enter(delivery("a", error="ReadTimeout"))
    assert list(ledger.open()) == []
    assert ledger.uploaded == []
    ledger.tracked("a", [record("a", "QUEUED")])
    assert [document.key for document in ledger.uploaded] == ["a"]


def _only(ledger: Ledger) -> Document:
    (document,) = ledger.documents.values()
    return document
