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
class Head:
    """What S3 says of an object: its length in bytes, and its version if the bucket has versions."""

    size: int
    version: str | None


class Objects:
    """Looks at objects and fetches them."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    def head(self, owner: Owner, location: Location) -> Head:
        """The object without its content.

        Raises:
            UnreachableObjectError: it can't be read.
        """
        try:
            answer = self._s3(owner).head_object(**location.reference())
        except S3_ERRORS as error:
            raise UnreachableObjectError from error
        return Head(int(answer["ContentLength"]), answer.get("VersionId"))

    def size(self, owner: Owner, location: Location) -> int:
        """The object's length in bytes.

        Raises:
            UnreachableObjectError: it can't be read.
        """
        return self.head(owner, location).size

    def beginning(self, owner: Owner, location: Location, length: int) -> bytes:
        """The first bytes of an object that isn't empty.

        Raises:
            UnreachableObjectError: it can't be read.
        """
        try:
            answer = self._s3(owner).get_object(**location.reference(), Range=f"bytes=0-{length - 1}")
            content: bytes = answer["Body"].read()
        except S3_ERRORS as error:
            raise UnreachableObjectError from error
        return content

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


def copy_and_hash(chunks: Iterable[bytes], into: IO[bytes]) -> str:
    """Write the chunks into a file; the answer is their SHA-256 in hex."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
        into.write(chunk)
    into.flush()
    return digest.hexdigest()
