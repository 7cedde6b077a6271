"""The four ways into the results table."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


@dataclass(frozen=True)
class Index:
    """A global secondary index; every one of them sorts by `timestamp`.

    Attributes:
        name: the index's.
        attribute: its partition key.
        keys_only: it holds nothing but keys; the rest of an item is in the table.
    """

    name: str
    attribute: str
    keys_only: bool = False


class By(StrEnum):
    """What results can be looked up by."""

    KEY = "key"
    DATE = "date"
    STATUS = "status"
    TYPE = "type"


INDEXES: Final = {
    By.KEY: Index("s3Key-timestamp-index", "s3Key"),
    By.DATE: Index("uploadDate-timestamp-index", "uploadDate"),
    By.STATUS: Index("status-timestamp-index", "status"),
    By.TYPE: Index("documentType-timestamp-index", "documentType", keys_only=True),
}
