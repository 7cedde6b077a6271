"""One account's tables in one region."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from moto.dynamodb import urls
from moto.dynamodb.models import DynamoDBBackend, dynamodb_backends

from harness.engine.plugins.dynamodb import limits, transactions
from harness.engine.plugins.dynamodb.errors import ValidationError
from harness.engine.plugins.dynamodb.streams.stream import Stream
from harness.engine.plugins.dynamodb.table import TrackedTable
from harness.engine.plugins.dynamodb.tokens import TokenLedger
from harness.engine.plugins.dynamodb.work import Change, UnitOfWork


@dataclass(frozen=True)
class Outcome:
    """What an operation answered and what it changed."""

    answer: Any
    changes: tuple[Change, ...]


class Backend(DynamoDBBackend):
    """moto's backend with all-or-nothing operations. Callers hold the region's lock."""

    def __init__(self, region_name: str, account_id: str):
        super().__init__(region_name, account_id)
        self.work = UnitOfWork()
        self.streams: dict[str, Stream] = {}
        self.tokens = TokenLedger()

    @property
    def _url_module(self) -> Any:
        """moto looks its routes up by the name of the backend's module, which isn't its own here."""
        return urls

    def run(self, operation: Callable[[], Any]) -> Outcome:
        """Run one operation as a unit: all of its changes stay, or none.

        Raises:
            Exception: whatever `operation` raises, or a `ValidationError` when an item has become too large or unfit
                for an index; then nothing has changed.
        """
        self.work.clear()
        try:
            answer = operation()
            changes = tuple(self.work.changes())
            for change in changes:
                limits.check(change)
        except BaseException:
            self.work.undo()
            raise
        finally:
            self.work.clear()
        return Outcome(answer, changes)

    def create_table(self, *args: Any, **kwargs: Any) -> TrackedTable:
        """moto's `create_table`, with the table's stream registered."""
        return self._adopt(super().create_table(*args, **kwargs))

    def restore_table_from_backup(self, *args: Any, **kwargs: Any) -> TrackedTable:
        """moto's restore, adopted."""
        return self._adopt(super().restore_table_from_backup(*args, **kwargs))

    def restore_table_to_point_in_time(self, *args: Any, **kwargs: Any) -> TrackedTable:
        """moto's restore, adopted."""
        return self._adopt(super().restore_table_to_point_in_time(*args, **kwargs))

    def delete_table(self, name: str) -> TrackedTable:
        """moto's `delete_table`; the table's stream is closed and stays readable."""
        table: TrackedTable = super().delete_table(name)
        table.set_stream_specification(None)
        return table

    def update_table_streams(self, table: TrackedTable, stream_specification: dict[str, Any]) -> None:
        """Begin or end a table's stream.

        Raises:
            ValidationError: it has one already, or it has none to end.
        """
        if stream_specification.get("StreamEnabled"):
            if table.stream:
                raise ValidationError(f"Table already has an enabled stream: TableName: {table.name}")
        elif not table.stream:
            raise ValidationError(f"Table has no stream to disable: TableName: {table.name}")
        table.set_stream_specification(stream_specification)
        self._adopt(table)

    def update_item(self, table_name: str, key: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """moto's `update_item`, which changes the item in place: on a copy."""
        table = self.get_table(table_name)
        table.before_update(table.key_of(key))
        return super().update_item(table_name, key, *args, **kwargs)

    def transact_write_items(self, transact_items: list[dict[str, Any]]) -> None:
        """Our own: moto copies every table of the account to be able to go back."""
        transactions.write(self, transact_items)

    def live_streams(self, now: float) -> Iterator[Stream]:
        """The streams that AWS would still show: enabled, or closed with records left."""
        for arn, stream in list(self.streams.items()):
            stream.trim(now)
            if stream.enabled or stream.records:
                yield stream
            else:
                del self.streams[arn]

    def _adopt(self, table: TrackedTable) -> TrackedTable:
        table.work = self.work
        if table.stream:
            self.streams[table.stream.arn] = table.stream
        return table


def backend_of(account: str, region: str) -> Backend:
    """The backend of an account and region, made on first use."""
    backend: Backend = dynamodb_backends[account][region]
    return backend
