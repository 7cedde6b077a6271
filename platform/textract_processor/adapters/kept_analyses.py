"""Textract's results, kept in the bucket."""

import json
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from lambda_kit.clients import error_code
from textract_processor.adapters.textract import FEATURES
from textract_processor.domain.analyses import Kept
from textract_processor.domain.analysis import AnalysisResult

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

JOB: Final = "textract-job-id"
PAYER: Final = "processing-id"
GONE: Final = frozenset({"NoSuchKey", "404"})


class S3KeptAnalyses:
    """`KeptAnalyses` under `cache/textract/`; the bucket's lifecycle ends the entries."""

    def __init__(self, s3: "S3Client", bucket: str) -> None:
        self._s3 = s3
        self._bucket = bucket

    def find(self, sha256: str) -> Kept | None:
        """Job and payer stand in the object's metadata."""
        try:
            metadata = self._s3.head_object(Bucket=self._bucket, Key=_key(sha256))["Metadata"]
        except ClientError as error:
            if error_code(error) in GONE:
                return None
            raise
        return Kept(metadata[JOB], metadata[PAYER])

    def load(self, sha256: str) -> AnalysisResult | None:
        """Read it."""
        try:
            body = self._s3.get_object(Bucket=self._bucket, Key=_key(sha256))["Body"]
        except ClientError as error:
            if error_code(error) in GONE:
                return None
            raise
        return AnalysisResult(json.load(body))

    def keep(self, sha256: str, whose: Kept, result: AnalysisResult) -> None:
        """Write it, with its job and payer beside it."""
        self._s3.put_object(
            Bucket=self._bucket,
            Key=_key(sha256),
            Body=result.document,
            ContentType="application/json",
            Metadata={JOB: whose.job_id, PAYER: whose.payer},
        )


def _key(sha256: str) -> str:
    """Other features would find other things in the same document."""
    return f"cache/textract/{'-'.join(FEATURES).lower()}/{sha256}.json"
