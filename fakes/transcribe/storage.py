"""Where transcripts are written: the customer's bucket, or Transcribe's own."""

from typing import Any
from uuid import uuid4

from botocore.exceptions import ClientError

from fakes.common.clients import Client, Clients
from fakes.common.objects import Location
from fakes.common.owner import Owner
from fakes.transcribe.jobs import Output

SERVICE_ACCOUNT = "999999999999"
"""The account that Transcribe's own buckets belong to; its name is in nobody's list of buckets."""

URL_SECONDS = 15 * 60
"""How long a presigned URL of a transcript is valid: `TranscriptFileUri` in
https://docs.aws.amazon.com/transcribe/latest/APIReference/API_Transcript.html"""

_CHECK = ".write_access_check_file.temp"
"""What Transcribe leaves in the customer's bucket when it makes sure that it may write there."""


class Storage:
    """Writes results.

    Args:
        clients: makes clients inside the engine.
        public_clients: makes clients whose presigned URLs are good for those outside.
    """

    def __init__(self, clients: Clients, public_clients: Clients) -> None:
        self._clients = clients
        self._public_clients = public_clients

    def can_write(self, owner: Owner, output: Output) -> bool:
        """Try it: Transcribe leaves an empty object beside the transcript to be."""
        if output.managed:
            return True
        folder = output.transcript.key.rpartition("/")[0]
        key = f"{folder}/{_CHECK}" if folder else _CHECK
        try:
            self._clients("s3", owner).put_object(Bucket=output.transcript.bucket, Key=key, Body=b"")
        except ClientError:
            return False
        return True

    def write(self, owner: Owner, output: Output, location: Location, content: str, content_type: str) -> None:
        """Write a result of a job.

        Raises:
            ClientError: the bucket can't be written to.
        """
        s3 = self._clients("s3", _writer(owner, output))
        if output.managed:
            _make_bucket(s3, location.bucket, owner.region)
        s3.put_object(Bucket=location.bucket, Key=location.key, Body=content.encode(), ContentType=content_type)

    def uri(self, owner: Owner, output: Output, location: Location) -> str:
        """The address of a result: of the customer's bucket plain, of Transcribe's own presigned."""
        if not output.managed:
            return f"https://s3.{owner.region}.amazonaws.com/{location.bucket}/{location.key}"
        s3 = self._public_clients("s3", _writer(owner, output))
        parameters = {"Bucket": location.bucket, "Key": location.key}
        url: str = s3.generate_presigned_url("get_object", Params=parameters, ExpiresIn=URL_SECONDS)
        return url


def managed_output(owner: Owner, job: str) -> Output:
    """A place in Transcribe's own bucket that nobody else has."""
    key = f"{owner.account}/{job}/{uuid4()}/asrOutput.json"
    return Output(Location(f"aws-transcribe-{owner.region}-prod", key), managed=True)


def _writer(owner: Owner, output: Output) -> Owner:
    return Owner(SERVICE_ACCOUNT, owner.region) if output.managed else owner


def _make_bucket(s3: Client, name: str, region: str) -> None:
    elsewhere: dict[str, Any] = {"CreateBucketConfiguration": {"LocationConstraint": region}}
    try:
        s3.create_bucket(Bucket=name, **({} if region == "us-east-1" else elsewhere))
    except s3.exceptions.BucketAlreadyOwnedByYou:
        return
