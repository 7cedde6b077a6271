"""Objects in S3, read on behalf of the account that asks."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from botocore.exceptions import ClientError, ParamValidationError

from fakes.common.clients import Client, Clients
from fakes.common.owner import Owner

S3_ERRORS = (ClientError, ParamValidationError)
"""What S3's client raises: an answer, or a name that can't be one and is never asked for."""

_CHUNK = 1024 * 1024


class UnreachableObjectError(Exception):
    """The object isn't there, or the account may not read it."""


@dataclass(frozen=True, slots=True)
class Location:
    """An object, in one of its versions or the current one."""

    bucket: str
    key: str
    version: str | None = None

    def beside(self, suffix: str) -> "Location":
        """The object that has this one's key with a suffix: a sidecar."""
        return Location(self.bucket, self.key + suffix)

    @property
    def names(self) -> tuple[str, str]:
        """What behaviours may know the object by."""
        return self.key, f"{self.bucket}/{self.key}"

    def reference(self) -> dict[str, str]:
        """The parameters that name the object in S3's API."""
        version = {"VersionId": self.version} if self.version else {}
        return {"Bucket": self.bucket, "Key": self.key, **version}


@dataclass(frozen=True, slots=True)
class Beginning:
    """What S3 says of an object: its length in bytes, its version if the bucket has versions, and its first bytes."""

    size: int
    version: str | None
    content: bytes


class Objects:
    """Looks at objects and fetches them."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    def size(self, owner: Owner, location: Location) -> int:
        """The object's length in bytes.

        Raises:
            UnreachableObjectError: it can't be read.
        """
        try:
            answer = self._s3(owner).head_object(**location.reference())
        except S3_ERRORS as error:
            raise UnreachableObjectError from error
        return int(answer["ContentLength"])

    def beginning(self, owner: Owner, location: Location, length: int) -> Beginning:
        """The object's first bytes, and what S3 says of the whole, in one call.

        Raises:
            UnreachableObjectError: it can't be read.
        """
        try:
            answer = self._s3(owner).get_object(**location.reference(), Range=f"bytes=0-{length - 1}")
            content: bytes = answer["Body"].read()
        except S3_ERRORS as error:
            if _is_empty(error):
                return Beginning(0, None, b"")
            raise UnreachableObjectError from error
        return Beginning(_whole_length(answer["ContentRange"]), answer.get("VersionId"), content)

    def fetch(self, owner: Owner, location: Location, into: IO[bytes]) -> str:
        """Copy an object into a file.

        Returns:
            The SHA-256 of its content, in hex.

        Raises:
            UnreachableObjectError: it can't be read.
        """
        try:
            body = self._s3(owner).get_object(**location.reference())["Body"]
        except S3_ERRORS as error:
            raise UnreachableObjectError from error
        return copy_and_hash(body.iter_chunks(_CHUNK), into)

    def read(self, owner: Owner, location: Location) -> bytes | None:
        """A small object's content; None when there is none that can be read."""
        try:
            content: bytes = self._s3(owner).get_object(**location.reference())["Body"].read()
        except S3_ERRORS:
            return None
        return content

    def _s3(self, owner: Owner) -> Client:
        return self._clients("s3", owner)


def _is_empty(error: Exception) -> bool:
    """No range lies within an empty object: S3 API Reference, `InvalidRange`."""
    return isinstance(error, ClientError) and error.response["Error"]["Code"] == "InvalidRange"


def _whole_length(content_range: str) -> int:
    """Of `bytes 0-15/4711`: RFC 9110, 14.4."""
    return int(content_range.rpartition("/")[2])


def copy_and_hash(chunks: Iterable[bytes], into: IO[bytes]) -> str:
    """Write the chunks into a file; the answer is their SHA-256 in hex."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
        into.write(chunk)
    into.flush()
    return digest.hexdigest()
