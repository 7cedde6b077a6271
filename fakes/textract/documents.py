"""Documents in S3: what may become a job."""

from dataclasses import replace
from typing import IO

from fakes.common.objects import Location, Objects, UnreachableObjectError
from fakes.common.owner import Owner
from fakes.textract.errors import DocumentTooLargeError, InvalidS3ObjectError, UnsupportedDocumentError
from fakes.textract.formats import sniff

MAX_BYTES = 500 * 1024 * 1024
"""PDF and TIFF in asynchronous jobs: https://docs.aws.amazon.com/textract/latest/dg/limits-document.html"""

_HEAD_BYTES = 16


class Documents:
    """Looks at documents and fetches them.

    Args:
        objects: where they come from.
    """

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    def check(self, owner: Owner, location: Location) -> Location:
        """Make sure that a job can start with this document.

        Returns:
            The location with the version that is current now, if the bucket has versions.

        Raises:
            InvalidS3ObjectError: it can't be read.
            DocumentTooLargeError: over 500 MB.
            UnsupportedDocumentError: empty, or its first bytes are of no known format.
        """
        try:
            beginning = self._objects.beginning(owner, location, _HEAD_BYTES)
        except UnreachableObjectError as error:
            raise InvalidS3ObjectError from error
        if beginning.size > MAX_BYTES:
            raise DocumentTooLargeError
        if sniff(beginning.content) is None:
            raise UnsupportedDocumentError
        return replace(location, version=location.version or beginning.version)

    def fetch(self, owner: Owner, location: Location, into: IO[bytes]) -> str:
        """Copy a document into a file.

        Returns:
            The SHA-256 of its content, in hex.

        Raises:
            InvalidS3ObjectError: it can't be read.
        """
        try:
            return self._objects.fetch(owner, location, into)
        except UnreachableObjectError as error:
            raise InvalidS3ObjectError from error
