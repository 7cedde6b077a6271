"""The five output files."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from textract_processor.domain.analysis import AnalysisResult
from textract_processor.domain.fields import SCHEMA_VERSION
from textract_processor.domain.findings import Findings
from textract_processor.domain.naming import (
    SCHEMA_EXTENSIONS,
    TEXTRACT_RAW,
    V1_SCHEMA,
    V2_DYNAMIC,
    V2_SUMMARY,
    OutputKind,
    output_key,
    s3_uri,
    stems,
)
from textract_processor.domain.ports import DocumentStore
from textract_processor.domain.reports import schema_extensions, summary
from textract_processor.domain.resources import validator
from textract_processor.domain.tracking import Record

Bodies = Mapping[OutputKind, bytes]


def render_outputs(record: Record, result: AnalysisResult, findings: Findings) -> Bodies:
    """The files' contents. They hold no time of writing: a repeated run renders the same bytes."""
    missing = list(result.missing_pages)
    return {
        V1_SCHEMA: _json(_v1(record, findings, missing)),
        V2_DYNAMIC: _json(_v2(record, findings, missing)),
        TEXTRACT_RAW: result.document,
        SCHEMA_EXTENSIONS: schema_extensions(record, findings.fields, findings.sections).encode(),
        V2_SUMMARY: summary(record, findings.sections, result.page_count, missing).encode(),
    }


def write_outputs(store: DocumentStore, record: Record, moment: datetime, bodies: Bodies) -> dict[str, str]:
    """Write the files under names of this run's own; their `s3://` addresses by name of output.

    `deed.pdf` and `deed.tif` may end in the same second. Who writes the first file owns the name for all five; the
    other takes the next one.
    """
    first, *rest = bodies.items()
    stem = next(stem for stem in stems(record.s3_key) if _claim(store, record, stem, moment, first))
    for kind, body in rest:
        store.put(record.s3_bucket, output_key(stem, kind, moment), body, kind.content_type)
    return {kind.name: s3_uri(record.s3_bucket, output_key(stem, kind, moment)) for kind in bodies}


def _claim(store: DocumentStore, record: Record, stem: str, moment: datetime, output: tuple[OutputKind, bytes]) -> bool:
    kind, body = output
    key = output_key(stem, kind, moment)
    return store.claim(record.s3_bucket, key, body, kind.content_type, record.processing_id)


def _v1(record: Record, findings: Findings, missing: list[int]) -> dict[str, Any]:
    document = _head(record, findings) | {
        "schemaVersion": SCHEMA_VERSION,
        "fields": {name: field.to_json() for name, field in findings.fields.by_name.items()},
        "ungrounded": list(findings.fields.ungrounded),
        "missingPages": missing,
        "omittedPages": list(findings.v1_omitted_pages),
    }
    validator("v1_output")(document)
    return document


def _v2(record: Record, findings: Findings, missing: list[int]) -> dict[str, Any]:
    return _head(record, findings) | {
        "sections": [asdict(section) for section in findings.sections],
        "missingPages": missing,
        "omittedPages": list(findings.v2_omitted_pages),
    }


def _head(record: Record, findings: Findings) -> dict[str, Any]:
    return {
        "processingId": record.processing_id,
        "source": {
            "bucket": record.s3_bucket,
            "key": record.s3_key,
            "versionId": record.s3_version_id,
            "etag": record.s3_etag,
            "sha256": record.content_sha256,
        },
        "model": findings.model_id,
    }


def _json(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2).encode()
