"""What names an item."""

from typing import Any, TypeAlias

ItemKey: TypeAlias = tuple[Any, Any]
"""An item's partition key and sort key (None without one) as moto's `DynamoType`."""
