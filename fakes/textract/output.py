"""Results in the caller's own bucket, as `OutputConfig` asks for."""

import json
from collections.abc import Iterator

from fakes.common.clients import Clients
from fakes.common.objects import S3_ERRORS
from fakes.common.owner import Owner
from fakes.common.service import Shape
from fakes.common.written import plain
from fakes.textract.errors import InvalidS3ObjectError
from fakes.textract.job import Job, Output
from fakes.textract.wire import render_job

ACCESS_CHECK = ".s3_access_check"
"""An empty object that Textract writes beside the results to find out whether it may."""


class OutputBuckets:
    """Writes results to S3: `PREFIX/JOB_ID/1`, `2`, … hold what a Get operation answers page by page.

    Args:
        clients: makes clients of S3.
    """

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    def check(self, owner: Owner, output: Output) -> None:
        """Make sure that there is a bucket to write to.

        Raises:
            InvalidS3ObjectError: there is none, or it isn't the owner's.
        """
        try:
            self._clients("s3", owner).head_bucket(Bucket=output.bucket)
        except S3_ERRORS as error:
            raise InvalidS3ObjectError from error

    def write(self, job: Job) -> None:
        """Write a finished job's results, if its request asks for it.

        Raises:
            InvalidS3ObjectError: the bucket takes none.
        """
        output = job.request.output
        if output is None:
            return
        client, folder = self._clients("s3", job.owner), f"{output.prefix}/{job.id}"
        try:
            client.put_object(Bucket=output.bucket, Key=f"{folder}/{ACCESS_CHECK}", Body=b"")
            for number, answer in enumerate(_answers(job), start=1):
                body = json.dumps(answer, separators=(",", ":")).encode()
                client.put_object(Bucket=output.bucket, Key=f"{folder}/{number}", Body=body, **_encryption(output))
        except S3_ERRORS as error:
            raise InvalidS3ObjectError("Unable to write the results to the output bucket.") from error


def _answers(job: Job) -> Iterator[Shape]:
    token = None
    while True:
        answer = plain(render_job(job, token, None))
        yield answer
        token = answer.get("NextToken")
        if token is None:
            return


def _encryption(output: Output) -> dict[str, str]:
    return {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": output.kms_key} if output.kms_key else {}
