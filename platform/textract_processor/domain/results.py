"""The items of the results table: one for each run that has ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from lambda_kit.clock import epoch_ms, parse_iso
from textract_processor.domain.bill import Bill
from textract_processor.domain.fields import Fields
from textract_processor.domain.item_size import MAX_ITEM_BYTES, item_bytes
from textract_processor.domain.naming import V1_SCHEMA, V2_DYNAMIC
from textract_processor.domain.segments import segments
from textract_processor.domain.tracking import Failure, Record

UNKNOWN_TYPE: Final = "unknown"
"""An index can't hold null."""


@dataclass(frozen=True)
class Yield:
    """What a run has brought: the schema's fields, and what they have cost."""

    fields: Fields
    bill: Bill


def result_item(record: Record, gained: Yield) -> dict[str, Any]:
    """The result of a completed `record`; `extractedData` only when the item stays within 400 KB.

    Its sort key is the time at which Textract ended.
    """
    item = _present(_common(record) | _gained(record, gained))
    fields = gained.fields.by_name
    whole = item | {"extractedData": {name: field.value for name, field in fields.items()}}
    return whole if item_bytes(whole) <= MAX_ITEM_BYTES else item


def failure_item(record: Record, failure: Failure, bill: Bill) -> dict[str, Any]:
    """The result of a failed `record`, with what it cost, if only 0. Its sort key is the time of its failure."""
    reason = {
        "timestamp": _ms(record.failed_at),
        "failedAt": record.failed_at,
        "failureCode": failure.code,
        "failureMessage": failure.message,
    }
    return _present(_common(record) | reason | _costs(bill))


def _common(record: Record) -> dict[str, Any]:
    return {
        "processingId": record.processing_id,
        "timestamp": record.textract_completed_at and _ms(record.textract_completed_at),
        "s3Key": record.s3_key,
        "status": str(record.status),
        "textractJobId": record.job_id,
        "textractCacheHits": int(record.reuses(record.job_id)),
        "uploadDate": record.uploaded_at[:10],
        "uploadedAt": record.uploaded_at,
        "startedAt": record.textract_started_at,
        "fileSizeBytes": record.file_size_bytes,
        "pageCount": record.page_count,
        "ttl": record.ttl,
    }


def _gained(record: Record, gained: Yield) -> dict[str, Any]:
    fields = gained.fields
    price = fields.value("salePrice")
    return {
        "v1OutputS3": record.outputs[V1_SCHEMA.name],
        "v2OutputS3": record.outputs[V2_DYNAMIC.name],
        "completedAt": record.completed_at,
        "processingTimeMs": _ms(record.completed_at) - _ms(record.textract_started_at),
        "segmentsMs": segments(record),
        "buyerNames": fields.value("grantees"),
        "propertyAddress": fields.value("propertyAddress"),
        "salePrice": price["amount"] if price else None,
        "documentType": fields.value("documentType") or UNKNOWN_TYPE,
        "missingPages": list(record.missing_pages),
        **_costs(gained.bill),
    }


def _costs(bill: Bill) -> dict[str, Any]:
    return {
        "modelId": bill.model_id,
        "modelCalls": len(bill.answers),
        "modelCacheHits": bill.cache_hits,
        "inputTokens": bill.input_tokens,
        "outputTokens": bill.output_tokens,
        "textractCost": bill.textract,
        "bedrockCost": bill.bedrock,
        "totalCost": bill.total,
    }


def _present(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value is not None}


def _ms(time: str | None) -> int:
    if time is None:
        raise ValueError("a run that has ended has all its times")
    return epoch_ms(parse_iso(time))
