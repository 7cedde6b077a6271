"""Batches: checked as a whole, since AWS refuses a batch with one wrong entry before it writes any."""

from typing import TYPE_CHECKING, Any

from harness.engine.plugins.dynamodb.errors import ValidationError
from harness.engine.plugins.dynamodb.keys import ItemKey
from harness.engine.plugins.dynamodb.table import TrackedTable

if TYPE_CHECKING:
    from harness.engine.plugins.dynamodb.backend import Backend

MAX_WRITES = 25
"""Requests of one `BatchWriteItem`.
Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html"""


def write(backend: "Backend", requests: dict[str, list[dict[str, Any]]]) -> None:
    """Write a batch, within a unit of work that undoes everything when this raises.

    Args:
        backend: where.
        requests: `RequestItems`, put and delete requests by table.

    Raises:
        ValidationError: too many requests, two for one item, or a key that doesn't fit its table.
    """
    if not 1 <= sum(map(len, requests.values())) <= MAX_WRITES:
        raise ValidationError("Too many items requested for the BatchWriteItem call")
    for name, entries in requests.items():
        table = backend.get_table(name)
        _refuse_duplicates([_key(table, entry) for entry in entries])
        for entry in entries:
            _write_one(table, entry)


def check_keys(backend: "Backend", requests: dict[str, dict[str, Any]]) -> None:
    """Check the keys of a `BatchGetItem`.

    Raises:
        ValidationError: a key doesn't fit its table, or is asked for twice.
    """
    for name, request in requests.items():
        table = backend.get_table(name)
        _refuse_duplicates([table.exact_key_of(key) for key in request["Keys"]])


def _key(table: TrackedTable, entry: dict[str, Any]) -> ItemKey:
    if "PutRequest" in entry:
        item = entry["PutRequest"]["Item"]
        return table.exact_key_of({name: item[name] for name in table.table_key_attrs if name in item})
    return table.exact_key_of(entry["DeleteRequest"]["Key"])


def _refuse_duplicates(keys: list[ItemKey]) -> None:
    if len(set(keys)) < len(keys):
        raise ValidationError("Provided list of item keys contains duplicates")


def _write_one(table: TrackedTable, entry: dict[str, Any]) -> None:
    if "PutRequest" in entry:
        table.put_item(entry["PutRequest"]["Item"])
    else:
        table.delete_item(*_key(table, entry))
