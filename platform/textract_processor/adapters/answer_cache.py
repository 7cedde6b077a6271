"""The model's answers, kept in the bucket."""

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from lambda_kit.clients import error_code

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


class S3AnswerCache:
    """`AnswerCache` under `cache/bedrock/`; the bucket's lifecycle ends the entries."""

    def __init__(self, s3: "S3Client", bucket: str) -> None:
        self._s3 = s3
        self._bucket = bucket

    def get(self, key: str) -> str | None:
        """The entry, if there is one."""
        try:
            body = self._s3.get_object(Bucket=self._bucket, Key=_object_key(key))["Body"]
        except ClientError as error:
            if error_code(error) == "NoSuchKey":
                return None
            raise
        return body.read().decode()

    def put(self, key: str, entry: str) -> None:
        """Keep an entry."""
        self._s3.put_object(
            Bucket=self._bucket,
            Key=_object_key(key),
            Body=entry.encode(),
            ContentType="application/json",
        )


def _object_key(key: str) -> str:
    return f"cache/bedrock/{key}.json"
