"""DynamoDB as a service: one operation at a time in an account and region, whole or not at all."""

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from botocore import xform_name
from moto.core.exceptions import JsonRESTError
from moto.dynamodb.models import dynamodb_backends

from harness.engine.plugins.bells import BELLS
from harness.engine.plugins.dynamodb import corrections, expressions
from harness.engine.plugins.dynamodb.backend import backend_of
from harness.engine.plugins.dynamodb.errors import ValidationError
from harness.engine.plugins.dynamodb.expiry import expiry_of, is_expired, ttl_attribute
from harness.engine.plugins.dynamodb.handler import Handler
from harness.engine.plugins.dynamodb.locks import RegionLocks
from harness.engine.plugins.dynamodb.streams.record import TIME_TO_LIVE, Record
from harness.engine.plugins.dynamodb.sweeper import Due, Sweeper
from harness.engine.plugins.dynamodb.table import TrackedTable
from harness.engine.plugins.dynamodb.values import canonical_request
from harness.engine.plugins.dynamodb.work import Change

Clock = Callable[[], float]
"""Seconds since the epoch."""


@dataclass(frozen=True)
class Answer:
    """A response.

    Args:
        status: HTTP status.
        text: JSON.
    """

    status: int
    text: str


class DynamoDb:
    """The tables of all accounts, and what happens around a write: streams and expiry.

    Args:
        clock: the one source of time of records, expiry and request tokens.
        expiry_delay: seconds between an item's expiry and its deletion. AWS takes up to 48 hours.
    """

    def __init__(self, clock: Clock = time.time, expiry_delay: float = 0.0):
        corrections.install()
        self.locks = RegionLocks()
        self.clock = clock
        self.sweeper = Sweeper(self.expire, clock, expiry_delay)

    def call(self, account: str, region: str, operation: str, body: str | bytes) -> Answer:
        """Do one operation.

        Args:
            account: 12-digit account.
            region: AWS region.
            operation: as in the API, e.g. `PutItem`.
            body: the request's JSON.

        Raises:
            NotImplementedError: moto doesn't know the operation.
        """
        try:
            request = canonical_request(json.loads(body or "{}"))
            expressions.check(request)
            return Answer(200, self._run(account, region, operation, request))
        except JsonRESTError as error:
            return Answer(error.code, error.get_body())

    def expire(self, due: Due) -> None:
        """Delete an item if it has really expired, as DynamoDB itself does: with a stream record that says so."""
        with self.locks.of(due.account, due.region):
            backend = backend_of(due.account, due.region)
            table = backend.tables.get(due.table)
            if table is not None and self._has_expired(table, due):
                outcome = backend.run(lambda: table.delete_item(*due.key))
                self._publish(outcome.changes, TIME_TO_LIVE)

    def schedule_everything(self) -> None:
        """Tell the sweeper of every item that expires, after tables have come from elsewhere than from calls."""
        for account, region, backend in list(dynamodb_backends.iter_backends()):
            with self.locks.of(account, region):
                for table in backend.tables.values():
                    self._schedule(table, table.all_items())

    def _run(self, account: str, region: str, operation: str, request: dict[str, Any]) -> str:
        method = getattr(Handler, xform_name(operation), None)
        if method is None:
            raise NotImplementedError(f"DynamoDB's {operation} is not available in this engine")
        with self.locks.of(account, region):
            backend = backend_of(account, region)
            handler = Handler(account, region, request, self.clock())
            outcome = backend.run(partial(_answer, method, handler))
            self._publish(outcome.changes)
            if operation == "UpdateTimeToLive":
                table = backend.get_table(request["TableName"])
                self._schedule(table, table.all_items())
        answer: str = outcome.answer
        return answer

    def _publish(self, changes: Iterable[Change], identity: dict[str, str] | None = None) -> None:
        """Write stream records and note expiries. Called under the region's lock: the stream has the writes' order."""
        for change in changes:
            self._record(change, identity)
            if _expiry(change.table, change.before) != _expiry(change.table, change.after):
                self._schedule(change.table, [change.after])

    def _record(self, change: Change, identity: dict[str, str] | None) -> None:
        stream = change.table.stream
        if stream:
            number = stream.sequence_number(stream.end)
            stream.append(Record.of(change, stream.view_type, number, self.clock(), identity))
            BELLS.ring(stream.arn)

    def _schedule(self, table: TrackedTable, items: Iterable[Any]) -> None:
        for item in items:
            expiry = _expiry(table, item)
            if expiry is not None:
                due = Due(table.account_id, table.region_name, table.name, (item.hash_key, item.range_key))
                self.sweeper.schedule(expiry, due)

    def _has_expired(self, table: TrackedTable, due: Due) -> bool:
        return is_expired(_expiry(table, table.find(due.key)), self.clock())


def _expiry(table: TrackedTable, item: Any) -> float | None:
    attribute = ttl_attribute(table)
    return expiry_of(item, attribute) if attribute else None


def _answer(method: Callable[[Handler], Any], handler: Handler) -> str:
    """Call an operation.

    Raises:
        JsonRESTError: the operation's error in DynamoDB's form.
    """
    try:
        answer = method(handler)
    except ValueError as error:
        # moto reports an expression that it can't parse as a plain ValueError.
        raise ValidationError(f"Invalid expression: {error}") from error
    return answer if isinstance(answer, str) else str(answer[2])
