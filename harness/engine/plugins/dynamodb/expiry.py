"""When an item expires.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
"""

from typing import Any

OLDEST_SECONDS = 5 * 365 * 24 * 3600
"""A time further back than five years is taken for a mistake: the item stays."""


def ttl_attribute(table: Any) -> str | None:
    """Name of the attribute with the time to live if the table's items expire, else None."""
    return table.ttl["AttributeName"] if table.ttl["TimeToLiveStatus"] == "ENABLED" else None


def expiry_of(item: Any, attribute: str) -> float | None:
    """When an item expires.

    Args:
        item: moto's `Item`, or None.
        attribute: name of the attribute that holds the time.

    Returns:
        Seconds since the epoch; None if there is no item, or its attribute is missing or no number.
    """
    value = item.attrs.get(attribute) if item is not None else None
    return float(value.value) if value is not None and value.is_number() else None


def is_expired(expiry: float | None, now: float) -> bool:
    """Whether an item with this expiry is to be deleted at `now`; both in seconds since the epoch."""
    return expiry is not None and now - OLDEST_SECONDS <= expiry <= now
