"""What AWS refuses to store: items that are too large, and index keys of the wrong kind."""

from harness.engine.plugins.dynamodb.errors import ValidationError
from harness.engine.plugins.dynamodb.sizes import MAX_ITEM_BYTES, item_bytes
from harness.engine.plugins.dynamodb.work import Change, Image


def check(change: Change) -> None:
    """Refuse a change whose outcome AWS wouldn't store.

    Raises:
        ValidationError: the item is larger than 400 KB, or the value of an index's key has another type than defined.
    """
    image = change.new_image
    if image is None:
        return
    if item_bytes(image) > MAX_ITEM_BYTES:
        raise ValidationError("Item size has exceeded the maximum allowed size")
    _check_index_keys(change, image)


def _check_index_keys(change: Change, image: Image) -> None:
    types = {entry["AttributeName"]: entry["AttributeType"] for entry in change.table.attr}
    for index in change.table.all_indexes():
        for name in index.schema_key_attrs:
            actual = next(iter(image[name])) if name in image else types[name]
            if actual != types[name]:
                raise ValidationError(
                    f"One or more parameter values were invalid: Type mismatch for Index Key {name} "
                    f"Expected: {types[name]} Actual: {actual} IndexName: {index.name}"
                )
