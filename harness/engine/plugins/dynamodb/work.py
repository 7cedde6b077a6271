"""A unit of work: what one operation changes, kept or undone as a whole.

moto writes as it goes and validates on the way, so an operation that fails half-way would leave half of its writes.
Here every item that is about to be written is remembered first. The difference between what was and what is becomes the
stream's records, one for each item that really changed.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from moto.dynamodb.models.utilities import dynamo_json_dump

from harness.engine.plugins.dynamodb.keys import ItemKey

if TYPE_CHECKING:
    from harness.engine.plugins.dynamodb.table import TrackedTable

Image = dict[str, Any]
"""An item's attributes in DynamoDB's JSON, e.g. `{"id": {"S": "a"}}`."""


@dataclass(frozen=True)
class Change:
    """One item's way from before to after an operation.

    Args:
        table: the table that holds it.
        key: its key.
        before: moto's `Item` before, None if there was none.
        after: moto's `Item` now, None if there is none any more.
    """

    table: "TrackedTable"
    key: ItemKey
    before: Any
    after: Any

    @property
    def is_real(self) -> bool:
        """Whether the item is another one now. Writing what is there already is no change."""
        if self.before is None or self.after is None:
            return self.before is not self.after
        return bool(self.before.attrs != self.after.attrs)

    @cached_property
    def old_image(self) -> Image | None:
        """The item before, copied."""
        return image_of(self.before)

    @cached_property
    def new_image(self) -> Image | None:
        """The item after, copied."""
        return image_of(self.after)


@dataclass
class UnitOfWork:
    """The items that the present operation touches, as they were."""

    _before: dict[tuple[str, ItemKey], tuple["TrackedTable", Any]] = field(default_factory=dict)

    def remember(self, table: "TrackedTable", key: ItemKey, item: Any) -> None:
        """Keep `item` as the state to return to; only the first call for a key counts.

        Args:
            table: the table that is about to be written.
            key: the item's key.
            item: moto's `Item`, which must not be changed in place from now on; None if there is none.
        """
        self._before.setdefault((table.name, key), (table, item))

    def changes(self) -> Iterator[Change]:
        """What really changed, in the order in which the items were first touched."""
        for (_, key), (table, _) in self._before.items():
            change = self.change_of(table, key)
            if change.is_real:
                yield change

    def change_of(self, table: "TrackedTable", key: ItemKey) -> Change:
        """What has become of one item so far; nothing, if it was never remembered."""
        current = table.find(key)
        _, before = self._before.get((table.name, key), (table, current))
        return Change(table, key, before, current)

    def undo(self) -> None:
        """Put everything back."""
        for (_, key), (table, before) in self._before.items():
            table.restore(key, before)

    def clear(self) -> None:
        """Forget, for the next operation."""
        self._before.clear()


def image_of(item: Any) -> Image | None:
    """A copy of moto's `Item` as plain JSON; None of none."""
    return None if item is None else json.loads(dynamo_json_dump(item.attrs))
