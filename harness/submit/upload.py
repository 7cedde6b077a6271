"""Putting documents into the pipeline's bucket."""

from collections.abc import Callable
from datetime import UTC, datetime

from harness.clients import Clients
from harness.errors import SubmitError
from harness.submit.aws_errors import explained
from harness.submit.documents import Document
from harness.submit.journey import Receipt

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Now, as an aware UTC time."""
    return datetime.now(UTC)


class Uploader:
    """Uploads files as they are.

    Args:
        clients: of the account in which the pipeline is deployed.
        bucket: the pipeline's.
        clock: tells the time that hops are measured from.
    """

    def __init__(self, clients: Clients, bucket: str, clock: Clock = utc_now) -> None:
        self._s3 = clients.client("s3")
        self._bucket = bucket
        self._clock = clock

    def upload(self, document: Document) -> Receipt:
        """Put one file under its key, in one request: only then is its ETag known to be that of our content.

        Raises:
            SubmitError: the file can't be read any longer, or S3 doesn't take it.
        """
        began = self._clock()
        try:
            with document.path.open("rb") as body, explained(f"upload {document.name}"):
                answer = self._s3.put_object(
                    Bucket=self._bucket, Key=document.key, Body=body, ContentType=document.content_type
                )
        except OSError as error:
            raise SubmitError(f"Can't read {document.path}: {error.strerror}.") from error
        return Receipt(answer["ETag"].strip('"'), began, self._clock())
