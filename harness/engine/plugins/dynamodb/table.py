"""Tables that report every write to the unit of work that it belongs to."""

import copy
from typing import Any

from moto.core.utils import utcnow
from moto.dynamodb.exceptions import KeyIsEmptyStringException
from moto.dynamodb.models import table as moto_table
from moto.dynamodb.models.dynamo_type import DynamoType, Item

from harness.engine.plugins.dynamodb.errors import ValidationError
from harness.engine.plugins.dynamodb.partitions import Partitions
from harness.engine.plugins.dynamodb.spans import EVERYTHING, Span, span_of
from harness.engine.plugins.dynamodb.streams.stream import Stream
from harness.engine.plugins.dynamodb.work import ItemKey, UnitOfWork


class TrackedTable(moto_table.Table):
    """moto's table with memory.

    Its own stream shard stays unused: a stream's records come from the unit of work, once that is known to succeed.
    """

    work: UnitOfWork | None = None
    stream: Stream | None = None
    _candidates: list[Item] | None = None
    _partitions: dict[tuple[str, str | None], Partitions] | None = None
    _partitioned: Any = None
    _changed: set[ItemKey] | None = None

    def key_of(self, attributes: dict[str, Any]) -> ItemKey:
        """The key among an item's attributes.

        Raises:
            ValidationError: a part of the key is missing or has another type than defined.
        """
        for name, kind in self._key_types().items():
            value = attributes.get(name)
            if value is None:
                raise ValidationError(f"One or more parameter values were invalid: Missing the key {name} in the item")
            if kind not in value:
                raise ValidationError(
                    f"One or more parameter values were invalid: Type mismatch for key {name} "
                    f"expected: {kind} actual: {next(iter(value))}"
                )
        sort = DynamoType(attributes[self.range_key_attr]) if self.range_key_attr else None
        return DynamoType(attributes[self.hash_key_attr]), sort

    def exact_key_of(self, key: dict[str, Any]) -> ItemKey:
        """The key that a request names, with nothing missing and nothing besides.

        Raises:
            ValidationError: it doesn't match the table's schema, or a part of it is empty.
        """
        types = self._key_types()
        if {name: next(iter(value)) for name, value in key.items()} != types:
            raise ValidationError("The provided key element does not match the schema")
        empty = next((name for name, kind in types.items() if key[name][kind] == ""), None)
        if empty:
            raise KeyIsEmptyStringException(empty)
        return self.key_of(key)

    def find(self, key: ItemKey) -> Item | None:
        """The item at `key`, read without moto's side effect of creating empty partitions."""
        found = self.items.get(key[0])
        return found.get(key[1]) if found is not None and self.has_range_key else found

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
        self._check_condition_types(index_name, hash_key, range_objs)
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

    def schema_of(self, index_name: str | None) -> dict[str, str]:
        """Attribute names by key type, `HASH` and `RANGE`, of the table or of an index.

        Raises:
            ValidationError: there is no such index.
        """
        schemas = {None: self.schema, **{index.name: index.schema for index in self.all_indexes()}}
        if index_name not in schemas:
            raise ValidationError(f"The table does not have the specified index: {index_name}")
        return {key["KeyType"]: key["AttributeName"] for key in schemas[index_name]}

    def _check_condition_types(
        self, index_name: str | None, hash_key: DynamoType, range_objs: list[DynamoType]
    ) -> None:
        schema = self.schema_of(index_name)
        types = {entry["AttributeName"]: entry["AttributeType"] for entry in self.attr}
        given = [("HASH", hash_key), *(("RANGE", value) for value in range_objs)]
        if any(value.type != types[schema[kind]] for kind, value in given if kind in schema):
            raise ValidationError(
                "One or more parameter values were invalid: Condition parameter type does not match schema type"
            )

    def _partition(self, hash_key: DynamoType, index_name: str | None, span: Span) -> list[Item]:
        if index_name or span != EVERYTHING:
            keys = self._partitions_of(self.schema_of(index_name)).keys_of(hash_key, span)
            return [item for item in map(self.find, keys) if item is not None]
        found = self.items.get(hash_key)
        if found is None:
            return []
        return list(found.values()) if self.has_range_key else [found]

    def _partitions_of(self, schema: dict[str, str]) -> Partitions:
        """The items by a schema, as they are now: what has changed since the last question is looked at again."""
        if self._partitions is None or self._partitioned is not self.items:  # restored from a backup
            self._partitions, self._partitioned, self._changed = {}, self.items, set()
        for key in self._changed or ():
            for partitions in self._partitions.values():
                partitions.note(key, self.find(key))
        self._changed = set()
        attributes = schema["HASH"], schema.get("RANGE")
        if attributes not in self._partitions:
            partitions = self._partitions[attributes] = Partitions(*attributes)
            for key in self._all_keys():
                partitions.note(key, self.find(key))
        return self._partitions[attributes]

    def _all_keys(self) -> list[ItemKey]:
        if not self.has_range_key:
            return [(partition, None) for partition in self.items]
        return [(partition, sort) for partition, items in self.items.items() for sort in items]

    def _note_change(self, key: ItemKey) -> None:
        if self._changed is not None:
            self._changed.add(key)

    def _remember(self, key: ItemKey) -> None:
        self._note_change(key)
        if self.work is not None:
            self.work.remember(self, key, self.find(key))

    def _key_types(self) -> dict[str, str | None]:
        types = {self.hash_key_attr: self.hash_key_type}
        return {**types, self.range_key_attr: self.range_key_type} if self.range_key_attr else types

    @staticmethod
    def _set_or_drop(items: dict[DynamoType, Any], key: DynamoType, item: Item | None) -> None:
        if item is None:
            items.pop(key, None)
        else:
            items[key] = item
