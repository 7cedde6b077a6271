"""The item of the results table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from lambda_kit.clock import epoch_ms, parse_iso
from textract_processor.domain.fields import Fields
from textract_processor.domain.naming import V1_SCHEMA, V2_DYNAMIC
from textract_processor.domain.tracking import Record, Status

MAX_ITEM_BYTES: Final = 400 * 1024
"""DynamoDB's limit on an item, names included."""
UNKNOWN_TYPE: Final = "unknown"
"""An index can't hold null."""


@dataclass(frozen=True)
class Costs:
    """Dollars spent on a document."""

    textract: Decimal
    bedrock: Decimal


def result_item(record: Record, fields: Fields, page_count: int, costs: Costs) -> dict[str, Any]:
    """The result of a completed `record`; `extractedData` only when the item stays under 400 KB.

    The key is the run and the time at which Textract ended: a repeated write meets its own item.
    """
    item = _attributes(record, fields, page_count, costs)
    whole = item | {"extractedData": {name: field.value for name, field in fields.by_name.items()}}
    return whole if item_size(whole) <= MAX_ITEM_BYTES else item


def item_size(value: Any) -> int:
    """Bytes of an attribute value by DynamoDB's rules; of an item when given a dict (its 3 bytes too many included)."""
    if isinstance(value, str):
        return len(value.encode())
    if isinstance(value, Mapping):
        return 3 + sum(1 + item_size(name) + item_size(element) for name, element in value.items())
    if isinstance(value, Sequence):
        return 3 + sum(1 + item_size(element) for element in value)
    return 1 if value is None or isinstance(value, bool) else 21  # a number takes at most 21


def _attributes(record: Record, fields: Fields, page_count: int, costs: Costs) -> dict[str, Any]:
    price = fields.value("salePrice")
    attributes = {
        "processingId": record.processing_id,
        "timestamp": epoch_ms(parse_iso(_present(record.textract_completed_at))),
        "s3Key": record.s3_key,
        "status": str(Status.COMPLETED),
        "textractJobId": record.textract_job_id,
        "v1OutputS3": record.outputs[V1_SCHEMA.name],
        "v2OutputS3": record.outputs[V2_DYNAMIC.name],
        "uploadDate": record.uploaded_at[:10],
        "uploadedAt": record.uploaded_at,
        "startedAt": record.textract_started_at,
        "completedAt": record.completed_at,
        "processingTimeMs": _milliseconds(record.textract_started_at, record.completed_at),
        "buyerNames": fields.value("grantees"),
        "propertyAddress": fields.value("propertyAddress"),
        "salePrice": price["amount"] if price else None,
        "documentType": fields.value("documentType") or UNKNOWN_TYPE,
        "fileSizeBytes": record.file_size_bytes,
        "pageCount": page_count,
        "missingPages": list(record.missing_pages),
        "textractCost": costs.textract,
        "bedrockCost": costs.bedrock,
        "ttl": record.ttl,
    }
    return {name: value for name, value in attributes.items() if value is not None}


def _milliseconds(start: str | None, end: str | None) -> int:
    return epoch_ms(parse_iso(_present(end))) - epoch_ms(parse_iso(_present(start)))


def _present(time: str | None) -> str:
    if time is None:
        raise ValueError("a completed record has all its times")
    return time
