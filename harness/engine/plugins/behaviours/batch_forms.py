"""How each batch operation takes its entries, and how it tells that some of them failed."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from fakes.behaviours.effects import Partial

Entry = dict[str, Any]
Shape = dict[str, Any]
Tell = Callable[[Shape, Sequence[Entry], frozenset[int], Partial], None]
"""Adds to a reply, which is empty if the service wasn't asked: the reply, all entries, the failed ones' indices."""


class BatchForm(Protocol):
    """The form of one operation's request and reply."""

    def take(self, request: Shape) -> list[Entry]:
        """The request's entries."""

    def leave(self, request: Shape, entries: Sequence[Entry]) -> None:
        """Make these the request's entries."""

    def tell(self, reply: Shape, entries: Sequence[Entry], failing: frozenset[int], effect: Partial) -> None:
        """Add the failed entries to the reply."""


class ListForm:
    """Entries in a list.

    Args:
        path: where the list is in the request.
        tell: how failures are told.
    """

    def __init__(self, *path: str, tell: Tell) -> None:
        self._path = path
        self.tell = tell

    def take(self, request: Shape) -> list[Entry]:
        """The list."""
        return list(self._holder(request).get(self._path[-1]) or ())

    def leave(self, request: Shape, entries: Sequence[Entry]) -> None:
        """Exchange the list."""
        self._holder(request)[self._path[-1]] = list(entries)

    def _holder(self, request: Shape) -> Shape:
        for name in self._path[:-1]:
            request = request[name]
        return request


class TableForm:
    """DynamoDB's entries: requests, or keys, under the name of their table.

    Args:
        unprocessed: member of the reply that holds what wasn't done.
        keys: whether entries are the `Keys` of a structure, as those of `BatchGetItem` are.
    """

    def __init__(self, unprocessed: str, *, keys: bool = False) -> None:
        self._unprocessed = unprocessed
        self._keys = keys

    def take(self, request: Shape) -> list[Entry]:
        """Each entry with its table and the rest of the structure that it was in."""
        return [
            {"table": table, "what": what, "rest": asked if self._keys else {}}
            for table, asked in request["RequestItems"].items()
            for what in (asked["Keys"] if self._keys else asked)
        ]

    def leave(self, request: Shape, entries: Sequence[Entry]) -> None:
        """Put them back under their tables."""
        request["RequestItems"] = self._by_table(entries)

    def tell(self, reply: Shape, entries: Sequence[Entry], failing: frozenset[int], _effect: Partial) -> None:
        """What failed is unprocessed; the caller asks again."""
        reply.setdefault("Responses" if self._keys else "ItemCollectionMetrics", {})
        reply[self._unprocessed] = self._by_table([entries[index] for index in sorted(failing)])

    def _by_table(self, entries: Sequence[Entry]) -> Shape:
        tables: dict[str, list[Any]] = {}
        for entry in entries:
            tables.setdefault(entry["table"], []).append(entry["what"])
        if not self._keys:
            return tables
        rests = {entry["table"]: entry["rest"] for entry in entries}
        return {table: {**rests[table], "Keys": keys} for table, keys in tables.items()}


def _by_id(reply: Shape, entries: Sequence[Entry], failing: frozenset[int], effect: Partial) -> None:
    """SQS and SNS tell two lists; entries have ids."""
    told = {"Code": effect.code, "Message": effect.message, "SenderFault": False}
    failed = [{"Id": entries[index]["Id"], **told} for index in sorted(failing)]
    reply["Successful"] = reply.get("Successful") or []
    reply["Failed"] = [*(reply.get("Failed") or ()), *failed]


def _by_key(reply: Shape, entries: Sequence[Entry], failing: frozenset[int], effect: Partial) -> None:
    """S3 tells two lists; entries have keys."""
    told = {"Code": effect.code, "Message": effect.message}
    failed = [{**entries[index], **told} for index in sorted(failing)]
    reply["Errors"] = [*(reply.get("Errors") or ()), *failed]


def _by_place(reply: Shape, entries: Sequence[Entry], failing: frozenset[int], effect: Partial) -> None:
    """EventBridge tells one result for each entry, in their order, and a count."""
    failure = {"ErrorCode": effect.code, "ErrorMessage": effect.message}
    done = iter(reply.get("Entries") or ())
    reply["Entries"] = [failure if index in failing else next(done) for index in range(len(entries))]
    reply["FailedEntryCount"] = (reply.get("FailedEntryCount") or 0) + len(failing)


FORMS: dict[tuple[str, str], BatchForm] = {
    ("sqs", "SendMessageBatch"): ListForm("Entries", tell=_by_id),
    ("sqs", "DeleteMessageBatch"): ListForm("Entries", tell=_by_id),
    ("sqs", "ChangeMessageVisibilityBatch"): ListForm("Entries", tell=_by_id),
    ("sns", "PublishBatch"): ListForm("PublishBatchRequestEntries", tell=_by_id),
    ("s3", "DeleteObjects"): ListForm("Delete", "Objects", tell=_by_key),
    ("events", "PutEvents"): ListForm("Entries", tell=_by_place),
    ("dynamodb", "BatchWriteItem"): TableForm("UnprocessedItems"),
    ("dynamodb", "BatchGetItem"): TableForm("UnprocessedKeys", keys=True),
}
"""By service and operation."""
