"""What LocalStack's services keep, for those who look through everybody's."""

from typing import Any


def stores_of(bundle: Any) -> list[Any]:
    """The stores of all accounts and regions as they are now.

    LocalStack's own way through them breaks off with a `RuntimeError` when an account calls the service for the first
    time meanwhile. Copying holds the interpreter lock, so nobody can add in between.

    Args:
        bundle: LocalStack's `AccountRegionBundle`.
    """
    return [store for regions in list(bundle.values()) for store in list(regions.values())]
