"""Finding a table's items by its own keys and by those of its indexes."""

from collections.abc import Iterable, Mapping
from typing import Any

from moto.dynamodb.models.dynamo_type import DynamoType, Item

from harness.engine.plugins.dynamodb.keys import ItemKey
from harness.engine.plugins.dynamodb.partitions import Partitions


class Lookup:
    """The items of a table by each schema that somebody has asked by.

    Args:
        items: moto's, by partition key; of a table with a sort key each is a mapping of its own.
        has_range_key: whether the table has a sort key.
    """

    def __init__(self, items: Mapping[DynamoType, Any], has_range_key: bool) -> None:
        self.items = items
        self._has_range_key = has_range_key
        self._by_attributes: dict[tuple[str, str | None], Partitions] = {}
        self._changed: set[ItemKey] = set()

    def note(self, key: ItemKey) -> None:
        """The item at `key` changes."""
        self._changed.add(key)

    def partitions(self, schema: Mapping[str, str]) -> Partitions:
        """The items by a schema, as they are now: what has changed since the last question is looked at again."""
        for known in self._by_attributes.values():
            self._enter(self._changed, known)
        self._changed = set()
        attributes = schema["HASH"], schema.get("RANGE")
        if attributes not in self._by_attributes:
            self._by_attributes[attributes] = Partitions(*attributes)
            self._enter(self._keys(), self._by_attributes[attributes])
        return self._by_attributes[attributes]

    def _enter(self, keys: Iterable[ItemKey], partitions: Partitions) -> None:
        for key in keys:
            partitions.note(key, item_at(self.items, key, self._has_range_key))

    def _keys(self) -> list[ItemKey]:
        if not self._has_range_key:
            return [(partition, None) for partition in self.items]
        return [(partition, sort) for partition, items in self.items.items() for sort in items]


def item_at(items: Mapping[DynamoType, Any], key: ItemKey, has_range_key: bool) -> Item | None:
    """The item at a key, read without moto's side effect of creating empty partitions."""
    found = items.get(key[0])
    return found.get(key[1]) if found is not None and has_range_key else found
