"""Which items of a table or of an index belong together, in the order of their sort keys."""

from bisect import bisect_left, bisect_right, insort
from math import inf
from typing import TypeAlias

from moto.dynamodb.models.dynamo_type import DynamoType, Item

from harness.engine.plugins.dynamodb.keys import ItemKey
from harness.engine.plugins.dynamodb.spans import EVERYTHING, Place, Span, place_of

Entry: TypeAlias = tuple[Place, int]
"""A sort key's place, and the number of the item, which makes equal ones different."""

NOWHERE: Place = ("", 0)
"""The place of all items of an index without a sort key."""


class Partitions:
    """Keys of items by the value of one attribute, sorted by another; items without either are in no partition.

    Args:
        attribute: the partition key.
        sort: the sort key, if there is one.
    """

    def __init__(self, attribute: str, sort: str | None = None) -> None:
        self._attribute = attribute
        self._sort = sort
        self._entries: dict[DynamoType, list[Entry]] = {}
        self._where: dict[ItemKey, tuple[DynamoType, Entry]] = {}
        self._keys: dict[int, ItemKey] = {}
        self._next = 0

    def note(self, key: ItemKey, item: Item | None) -> None:
        """The item at `key` is this one now, or gone."""
        if key in self._where:
            self._remove(key)
        value = item.attrs.get(self._attribute) if item else None
        sort = item.attrs.get(self._sort) if item and self._sort else None
        if value is not None and (sort is not None or self._sort is None):
            self._add(key, value, place_of(sort) if sort is not None else NOWHERE)

    def keys_of(self, value: DynamoType, span: Span = EVERYTHING) -> list[ItemKey]:
        """The keys of the items in a stretch of a partition, in order."""
        entries = self._entries.get(value, [])
        first = 0 if span.first is None else bisect_left(entries, (span.first, -1))
        last = len(entries) if span.last is None else bisect_right(entries, (span.last, inf))
        return [self._keys[number] for _, number in entries[first:last]]

    def _add(self, key: ItemKey, value: DynamoType, place: Place) -> None:
        self._next += 1
        entry = (place, self._next)
        insort(self._entries.setdefault(value, []), entry)
        self._where[key] = value, entry
        self._keys[self._next] = key

    def _remove(self, key: ItemKey) -> None:
        value, entry = self._where.pop(key)
        entries = self._entries[value]
        del entries[bisect_left(entries, entry)]
        if not entries:
            del self._entries[value]
        del self._keys[entry[1]]
