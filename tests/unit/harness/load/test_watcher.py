"""Seeing documents end, with tables that are Python lists."""

from collections.abc import Iterator
from typing import Any

import pytest
from boto3.dynamodb.types import TypeSerializer

from harness.load.ledger import Ledger
from harness.load.rows import Document
from harness.load.watcher import ASKED_PER_ROUND, Watcher
from harness.submit.pipeline import Pipeline
from tests.unit.harness.load.ledgers import NOON, delivery, result

RESULTS, TRACKING = "results", "tracking"
PIPELINE = Pipeline("bucket", TRACKING, RESULTS, {})


class Tables:
    """Plays DynamoDB: queries of both tables' indexes, by status and time or by key."""

    def __init__(self) -> None:
        self.results: list[dict[str, Any]] = []
        self.records: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.read: list[int] = []

    def client(self, service: str) -> "Tables":
        assert service == "dynamodb"
        return self

    def get_paginator(self, operation: str) -> "Tables":
        assert operation == "query"
        return self

    def paginate(self, TableName: str, ExpressionAttributeValues: dict[str, Any], **_: Any) -> Iterator[dict[str, Any]]:  # noqa: N803
        found = list((self._ended if TableName == RESULTS else self._tracked)(ExpressionAttributeValues))
        serialize = TypeSerializer().serialize
        items = [{name: serialize(value) for name, value in item.items()} for item in found]
        yield {"Items": items[:2]}
        yield {"Items": items[2:]}

    def _ended(self, values: dict[str, Any]) -> Iterator[dict[str, Any]]:
        since = int(values[":since"]["N"])
        self.read.append(since)
        status = values[":status"]["S"]
        return (item for item in self.results if item["status"] == status and item["timestamp"] >= since)

    def _tracked(self, values: dict[str, Any]) -> Iterator[dict[str, Any]]:
        self.asked.append(values[":key"]["S"])
        return (item for item in self.records if item["s3Key"] == self.asked[-1])


class Scene:
    """A watcher at a time that a test sets, and what it has seen."""

    def __init__(self) -> None:
        self.tables, self.ledger = Tables(), Ledger()
        self.now = NOON
        self.seen: list[str] = []
        clients: Any = self.tables
        self.watcher = Watcher(clients, PIPELINE, self.ledger, self._see, NOON, lambda: self.now)

    def upload(self, *keys: str, at: float = NOON) -> None:
        for key in keys:
            self.ledger.enter(delivery(key, at))

    def _see(self, document: Document) -> None:
        self.seen.append(f"{document.key} {document.status}")


def failure(key: str, at: float) -> dict[str, Any]:
    item = result(key, at=at)
    return item | {"status": "FAILED", "failedAt": item["completedAt"], "failureCode": "EmptyDocument"}


def test_what_has_ended_is_seen_once_without_asking_for_anybody() -> None:
    scene = Scene()
    scene.upload("a", "b", "c", "d")
    scene.tables.results = [result("a", at=NOON + 1), result("b", at=NOON + 2), failure("c", NOON + 2)]
    scene.watcher.look()
    scene.watcher.look()
    assert sorted(scene.seen) == ["a COMPLETED", "b COMPLETED", "c FAILED"]
    assert scene.tables.asked == []


def test_the_index_is_read_from_a_little_before_what_was_seen() -> None:
    scene = Scene()
    scene.upload("a", "b")
    scene.tables.results = [result("a", at=NOON + 60)]
    scene.watcher.look()
    scene.tables.results.append(result("b", at=NOON + 58))  # saved later, though Textract was done earlier
    scene.watcher.look()
    assert scene.seen == ["a COMPLETED", "b COMPLETED"]
    assert max(scene.tables.read) / 1000 > NOON + 50


def test_a_document_that_the_index_passed_over_is_asked_for_when_it_is_old_enough() -> None:
    scene = Scene()
    scene.upload("late")
    scene.tables.records = [_record("late", "COMPLETED")]
    scene.now = NOON + 5
    scene.watcher.look()
    assert scene.tables.asked == []
    scene.now = NOON + 11
    scene.watcher.look()
    assert scene.seen == ["late COMPLETED"]


def test_of_many_old_documents_a_few_are_asked_for_at_a_time_and_all_in_turn() -> None:
    scene = Scene()
    scene.upload(*(f"k{number}" for number in range(3 * ASKED_PER_ROUND)))
    for second in range(3):
        scene.now = NOON + 20 + second
        scene.watcher.look()
        assert len(scene.tables.asked) == (second + 1) * ASKED_PER_ROUND
    assert len(set(scene.tables.asked)) == 3 * ASKED_PER_ROUND


def test_at_the_end_nobody_is_left_out_unless_there_is_a_hurry() -> None:
    scene = Scene()
    scene.upload(*(f"k{number}" for number in range(3 * ASKED_PER_ROUND)))
    scene.watcher.look_at_all(ask=False)
    assert scene.tables.asked == []
    scene.watcher.look_at_all()
    assert len(scene.tables.asked) == 3 * ASKED_PER_ROUND


def test_whoever_is_entered_while_everybody_is_asked_disturbs_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = Scene()
    scene.upload("open")
    scene.ledger.enter(delivery("refused", error="SlowDown"))
    answer = scene.tables._tracked

    def slow_answer(values: dict[str, Any]) -> Iterator[dict[str, Any]]:
        scene.upload(f"entered while {values[':key']['S']} was asked for")
        return answer(values)

    monkeypatch.setattr(scene.tables, "_tracked", slow_answer)
    scene.watcher.look_at_all()
    assert scene.tables.asked == ["open", "refused"]


def _record(key: str, status: str) -> dict[str, Any]:
    time = result(key, at=NOON + 4)["completedAt"]
    known = {"processingId": "proc-1", "s3Key": key, "s3ETag": "e", "queuedAt": time, "completedAt": time}
    return known | {"status": status}
