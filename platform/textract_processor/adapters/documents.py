"""The bucket, on S3."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from lambda_kit.clients import error_code
from lambda_kit.errors import RetryableError
from textract_processor.domain.events import Upload
from textract_processor.domain.ports import StoredDocument
from textract_processor.domain.validation import DocumentRejectedError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

CHUNK_BYTES: Final = 1024 * 1024
OWNER: Final = "processing-id"
GONE: Final = frozenset({"NoSuchKey", "NoSuchVersion", "404", "MethodNotAllowed"})
"""`MethodNotAllowed` is S3's answer to reading a delete marker."""
TOO_LARGE_TO_COPY: Final = "InvalidRequest"


class S3Documents:
    """`DocumentStore` on S3."""

    def __init__(self, s3: "S3Client") -> None:
        self._s3 = s3

    @contextmanager
    def open(self, upload: Upload) -> Iterator[StoredDocument]:
        """Stream the announced version; leaving early gives up the rest."""
        try:
            response = self._s3.get_object(**_version(upload.bucket, upload.key, upload.version_id))
        except ClientError as error:
            if error_code(error) in GONE:
                raise DocumentRejectedError("DocumentNotFound", f"{upload.key} is no more") from error
            raise
        with closing(response["Body"]) as body:
            yield StoredDocument(response["ContentLength"], body.iter_chunks(CHUNK_BYTES))

    def copy(self, bucket: str, key: str, version_id: str | None, target_key: str) -> None:
        """Copy within the bucket, without tags: reading those would take one more permission."""
        try:
            self._s3.copy_object(
                Bucket=bucket,
                Key=target_key,
                CopySource=_version(bucket, key, version_id),
                TaggingDirective="REPLACE",
            )
        except ClientError as error:
            if error_code(error) not in GONE | {TOO_LARGE_TO_COPY}:
                raise

    def put(self, bucket: str, key: str, body: bytes, content_type: str) -> None:
        """Write an object, whatever was there."""
        self._s3.put_object(Bucket=bucket, Key=key, Body=body, ContentType=content_type)

    def claim(self, bucket: str, key: str, body: bytes, content_type: str, owner: str) -> bool:
        """Write if the key is free; the owner's name is kept in the object's metadata."""
        try:
            self._s3.put_object(
                Bucket=bucket,
                Key=key,
                Body=body,
                ContentType=content_type,
                Metadata={OWNER: owner},
                IfNoneMatch="*",
            )
        except ClientError as error:
            return self._is_owned(bucket, key, owner, error)
        return True

    def _is_owned(self, bucket: str, key: str, owner: str, error: ClientError) -> bool:
        match error_code(error):
            case "PreconditionFailed":
                return self._s3.head_object(Bucket=bucket, Key=key)["Metadata"].get(OWNER) == owner
            case "ConditionalRequestConflict":
                raise RetryableError("OutputBusy", f"{key} is being written by another run") from error
            case _:
                raise error


def _version(bucket: str, key: str, version_id: str | None) -> Any:
    return {"Bucket": bucket, "Key": key} | ({"VersionId": version_id} if version_id else {})
