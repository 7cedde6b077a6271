"""What tests of Textract jobs share: uploading and collecting blocks."""

from pathlib import Path
from typing import Any

BUCKET_PREFIX = "textract-test-"


def upload(s3: Any, bucket: str, key: str, path: Path) -> dict[str, Any]:
    """Put a file into a bucket; the answer is Textract's DocumentLocation."""
    s3.put_object(Bucket=bucket, Key=key, Body=path.read_bytes())
    return {"S3Object": {"Bucket": bucket, "Name": key}}


def all_blocks(textract: Any, job_id: str, limit: int = 1000) -> list[dict[str, Any]]:
    """Follow NextToken to the end."""
    blocks: list[dict[str, Any]] = []
    request = {"JobId": job_id, "MaxResults": limit}
    while True:
        answer = textract.get_document_analysis(**request)
        assert len(answer["Blocks"]) <= limit
        blocks += answer["Blocks"]
        if "NextToken" not in answer:
            return blocks
        request["NextToken"] = answer["NextToken"]
