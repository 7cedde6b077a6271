"""Documents in S3, read on behalf of the account that asks."""

from collections.abc import Callable
from dataclasses import replace
from typing import IO, Any, TypeAlias

from fakes.common.objects import S3_ERRORS, copy_and_hash
from fakes.common.owner import Owner
from fakes.textract.errors import DocumentTooLargeError, InvalidS3ObjectError, UnsupportedDocumentError
from fakes.textract.formats import sniff
from fakes.textract.job import Location

MAX_BYTES = 500 * 1024 * 1024
"""PDF and TIFF in asynchronous jobs: https://docs.aws.amazon.com/textract/latest/dg/limits-document.html"""

_HEAD_BYTES = 16
_CHUNK = 1024 * 1024

# A boto3 client of S3; its types are no run-time dependency.
S3Client: TypeAlias = Any


class Documents:
    """Looks at documents and fetches them.

    Args:
        s3: makes the client that acts for an owner.
    """

    def __init__(self, s3: Callable[[Owner], S3Client]) -> None:
        self._s3 = s3

    def check(self, owner: Owner, location: Location) -> Location:
        """Make sure that a job can start with this document.

        Returns:
            The location with the version that is current now, if the bucket has versions.

        Raises:
            InvalidS3ObjectError: it can't be read.
            DocumentTooLargeError: over 500 MB.
            UnsupportedDocumentError: empty, or its first bytes are of no known format.
        """
        client = self._s3(owner)
        try:
            head = client.head_object(**_reference(location))
            if head["ContentLength"] > MAX_BYTES:
                raise DocumentTooLargeError
            pinned = replace(location, version=location.version or head.get("VersionId"))
            start = _first_bytes(client, pinned) if head["ContentLength"] else b""
        except S3_ERRORS as error:
            raise InvalidS3ObjectError from error
        if sniff(start) is None:
            raise UnsupportedDocumentError
        return pinned

    def fetch(self, owner: Owner, location: Location, into: IO[bytes]) -> str:
        """Copy a document into a file.

        Returns:
            The SHA-256 of its content, in hex.

        Raises:
            InvalidS3ObjectError: it can't be read.
        """
        try:
            body = self._s3(owner).get_object(**_reference(location))["Body"]
        except S3_ERRORS as error:
            raise InvalidS3ObjectError from error
        return copy_and_hash(body.iter_chunks(_CHUNK), into)


def _first_bytes(client: S3Client, location: Location) -> bytes:
    answer = client.get_object(**_reference(location), Range=f"bytes=0-{_HEAD_BYTES - 1}")
    start: bytes = answer["Body"].read()
    return start


def _reference(location: Location) -> dict[str, str]:
    version = {"VersionId": location.version} if location.version else {}
    return {"Bucket": location.bucket, "Key": location.name, **version}
