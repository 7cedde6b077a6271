"""Notices of runs that have ended, on SNS."""

import json
from typing import TYPE_CHECKING

from textract_processor.domain.tracking import Record

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient


class NoNotices:
    """`Notices` when nobody wants any."""

    are_wanted = False

    def announce(self, record: Record) -> None:
        """Say nothing."""


class TopicNotices:
    """`Notices` on a standard topic, whose subscribers may filter by the attribute `status`."""

    are_wanted = True

    def __init__(self, sns: "SNSClient", topic_arn: str) -> None:
        self._sns = sns
        self._topic_arn = topic_arn

    def announce(self, record: Record) -> None:
        """Publish how the run ended; `processingId` lets a subscriber drop a repetition."""
        notice = {
            "processingId": record.processing_id,
            "status": str(record.status),
            "bucket": record.s3_bucket,
            "key": record.s3_key,
            "outputs": dict(record.outputs),
            "missingPages": list(record.missing_pages),
            "error": record.failure and {"code": record.failure.code, "message": record.failure.message},
        }
        self._sns.publish(
            TopicArn=self._topic_arn,
            Message=json.dumps(notice, ensure_ascii=False),
            MessageAttributes={"status": {"DataType": "String", "StringValue": str(record.status)}},
        )
