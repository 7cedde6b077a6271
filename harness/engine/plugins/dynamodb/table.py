"""Tables that report every write to the unit of work that it belongs to."""

import copy
from typing import Any

from moto.core.utils import utcnow
from moto.dynamodb.models.dynamo_type import DynamoType, Item

from harness.engine.plugins.dynamodb.keyed_table import KeyedTable
from harness.engine.plugins.dynamodb.keys import ItemKey
from harness.engine.plugins.dynamodb.lookup import Lookup, item_at
from harness.engine.plugins.dynamodb.spans import EVERYTHING, Span, span_of
from harness.engine.plugins.dynamodb.streams.stream import Stream
from harness.engine.plugins.dynamodb.work import UnitOfWork


class TrackedTable(KeyedTable):
    """moto's table with memory.

    Its own stream shard stays unused: a stream's records come from the unit of work, once that is known to succeed.
    """

    work: UnitOfWork | None = None
    stream: Stream | None = None
    _candidates: list[Item] | None = None
    _kept_lookup: Lookup | None = None

    def find(self, key: ItemKey) -> Item | None:
        """The item at `key`, read without moto's side effect of creating empty partitions."""
        return item_at(self.items, key, self.has_range_key)

    def restore(self, key: ItemKey, item: Item | None) -> None:
        """Make `item` the one at `key`; None removes what is there."""
        partition, sort = key
        self._note_change(key)
        if not self.has_range_key:
            self._set_or_drop(self.items, partition, item)
            return
        self._set_or_drop(self.items[partition], sort, item)
        if not self.items[partition]:
            del self.items[partition]

    def before_update(self, key: ItemKey) -> None:
        """Remember the item at `key` and leave a copy in its place, for moto to change in place."""
        item = self.find(key)
        self._remember(key)
        if item is not None:
            self.restore(key, copy.deepcopy(item))

    def put_item(self, item_attrs: dict[str, Any], *args: Any, **kwargs: Any) -> Item:
        """moto's `put_item`, remembered."""
        self._remember(self.key_of(item_attrs))
        return super().put_item(item_attrs, *args, **kwargs)

    def delete_item(self, hash_key: DynamoType, range_key: DynamoType | None) -> Item | None:
        """moto's `delete_item`, remembered, and without the empty partitions that it leaves."""
        key = (hash_key, range_key)
        item = self.find(key)
        if item is not None:
            self._remember(key)
            self.restore(key, None)
        return item

    def query(
        self,
        hash_key: DynamoType,
        range_comparison: str | None,
        range_objs: list[DynamoType],
        *paging_and_projection: Any,
        **filters: Any,
    ) -> Any:
        """moto's `query` over the items that can be found, where moto sorts, and measures, the whole table.

        Args:
            hash_key: the partition key's value.
            range_comparison: the operator on the sort key, or None.
            range_objs: the operator's operands.
            *paging_and_projection: the rest as moto's backend passes it; the index's name is the fifth.
            **filters: likewise.

        Raises:
            ValidationError: the key condition has a value of another type than the key.
        """
        index_name = paging_and_projection[4]
        self.check_condition(index_name, hash_key, range_objs)
        self._candidates = self._partition(hash_key, index_name, span_of(range_comparison, range_objs))
        try:
            return super().query(hash_key, range_comparison, range_objs, *paging_and_projection, **filters)
        finally:
            self._candidates = None

    def all_items(self) -> list[Item]:
        """Every item in key order, or within a query the items that it can find."""
        return super().all_items() if self._candidates is None else self._candidates

    def set_stream_specification(self, streams: dict[str, Any] | None) -> None:
        """Begin a stream, or end the one that is there."""
        if self.stream:
            self.stream.disable()
        self.stream = None
        self.stream_specification = {"StreamEnabled": False}
        if streams and (streams.get("StreamEnabled") or streams.get("StreamViewType")):
            self.stream_specification = {**streams, "StreamEnabled": True}
            self.stream = Stream.begin(self.table_arn, self.schema, streams["StreamViewType"], utcnow())
            self.latest_stream_label = self.stream.label

    def _partition(self, hash_key: DynamoType, index_name: str | None, span: Span) -> list[Item]:
        if index_name or span != EVERYTHING:
            keys = self._lookup.partitions(self.schema_of(index_name)).keys_of(hash_key, span)
            return [item for item in map(self.find, keys) if item is not None]
        found = self.items.get(hash_key)
        if found is None:
            return []
        return list(found.values()) if self.has_range_key else [found]

    @property
    def _lookup(self) -> Lookup:
        if self._kept_lookup is None or self._kept_lookup.items is not self.items:  # restored from a backup
            self._kept_lookup = Lookup(self.items, self.has_range_key)
        return self._kept_lookup

    def _note_change(self, key: ItemKey) -> None:
        if self._kept_lookup is not None:
            self._kept_lookup.note(key)

    def _remember(self, key: ItemKey) -> None:
        self._note_change(key)
        if self.work is not None:
            self.work.remember(self, key, self.find(key))

    @staticmethod
    def _set_or_drop(items: dict[DynamoType, Any], key: DynamoType, item: Item | None) -> None:
        if item is None:
            items.pop(key, None)
        else:
            items[key] = item
