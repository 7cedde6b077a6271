"""Names that a redelivered event finds again: all are derived from the upload, none is random."""

from hashlib import sha256
from uuid import UUID, uuid5

from textract_processor.domain.events import Upload

PROCESSING_NAMESPACE = UUID("5f2c3b52-6b1e-5d39-9f0a-6a1c0f6f3f10")
SEPARATOR = "\0"  # no bucket, key or ETag contains it


def processing_id(upload: Upload, attempt: int = 1) -> str:
    """`proc-<uuid>` of bucket, key and ETag: the same content under the same key is the same run.

    Args:
        upload: the uploaded object.
        attempt: 1, or more when an earlier run of this key and content failed and it was uploaded again.
    """
    parts = [upload.bucket, upload.key, upload.etag]
    if attempt > 1:
        parts.append(str(attempt))
    return f"proc-{uuid5(PROCESSING_NAMESPACE, SEPARATOR.join(parts))}"


def client_request_token(upload: Upload) -> str:
    """The token under which Textract starts one job however often it is asked (64 characters, its limit)."""
    version = upload.version_id or upload.etag
    return sha256(SEPARATOR.join((upload.bucket, upload.key, version)).encode()).hexdigest()
