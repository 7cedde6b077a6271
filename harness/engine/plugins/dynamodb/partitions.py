"""Which items of a table have which value of an attribute: the partitions of an index."""

from moto.dynamodb.models.dynamo_type import DynamoType, Item

from harness.engine.plugins.dynamodb.work import ItemKey


class Partitions:
    """Keys of items by the value of one attribute; items without it are in no partition.

    Args:
        attribute: the index's partition key.
    """

    def __init__(self, attribute: str) -> None:
        self._attribute = attribute
        self._keys: dict[DynamoType, dict[ItemKey, None]] = {}
        self._values: dict[ItemKey, DynamoType] = {}

    def note(self, key: ItemKey, item: Item | None) -> None:
        """The item at `key` is this one now, or gone."""
        before = self._values.pop(key, None)
        if before is not None:
            self._keys[before].pop(key)
            if not self._keys[before]:
                del self._keys[before]
        value = item.attrs.get(self._attribute) if item else None
        if value is not None:
            self._values[key] = value
            self._keys.setdefault(value, {})[key] = None

    def keys_of(self, value: DynamoType) -> list[ItemKey]:
        """The keys of the items in a partition."""
        return list(self._keys.get(value, ()))
