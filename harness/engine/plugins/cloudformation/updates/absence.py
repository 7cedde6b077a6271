"""Taking away what isn't there."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import ClientError

ABSENT = ("NoSuchEntity", "ResourceNotFoundException", "NotFound", "NoSuchBucket")


@contextmanager
def absence_is_fine() -> Iterator[None]:
    """Ignore that something isn't there: an update that failed halfway is undone by taking away all it was to add."""
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] not in ABSENT:
            raise
