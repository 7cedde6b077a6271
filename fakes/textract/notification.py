"""Tells a topic that a job has ended, in the words that Textract uses."""

import json
import logging
from collections.abc import Callable
from typing import Any, TypeAlias

from fakes.textract.jobs import Job, Outcome, Owner

LOG = logging.getLogger(__name__)

# A boto3 client of SNS; its types are no run-time dependency.
SnsClient: TypeAlias = Any


def completion_message(job: Job, outcome: Outcome, now: float) -> str:
    """The JSON text that Textract publishes.

    Its form: https://docs.aws.amazon.com/textract/latest/dg/async-notification-payload.html

    Args:
        job: the job that ended.
        outcome: how it ended.
        now: when it ended, in seconds since the epoch.
    """
    document = job.request.document
    message = {
        "JobId": job.id,
        "Status": outcome.status,
        "API": job.request.api.value,
        **({"JobTag": job.request.tag} if job.request.tag else {}),
        "Timestamp": round(now * 1000),
        "DocumentLocation": {"S3ObjectName": document.name, "S3Bucket": document.bucket},
    }
    return json.dumps(message, separators=(",", ":"))


class Notifier:
    """Publishes completion messages.

    Args:
        sns: makes the client that acts for an owner.
        now: the time in seconds since the epoch.
    """

    def __init__(self, sns: Callable[[Owner], SnsClient], now: Callable[[], float]) -> None:
        self._sns = sns
        self._now = now

    def publish(self, job: Job, outcome: Outcome) -> None:
        """Publish to the job's topic, if it named one. A topic that can't be reached is logged: the job has ended."""
        topic = job.request.topic
        if topic is None:
            return
        try:
            message = completion_message(job, outcome, self._now())
            self._sns(_owner_of(topic)).publish(TopicArn=topic, Message=message)
        except Exception:
            LOG.exception("Textract could not publish the completion of job %s to %s", job.id, topic)


def _owner_of(arn: str) -> Owner:
    _, _, _, region, account, _ = arn.split(":", 5)
    return Owner(account, region)
