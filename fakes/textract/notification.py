"""Tells a topic that a job has ended, in the words that Textract uses."""

import json
from collections.abc import Callable

from fakes.common.completion import Completions
from fakes.textract.job import Job, Outcome


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
        completions: knows the way to topics.
        now: the time in seconds since the epoch.
    """

    def __init__(self, completions: Completions, now: Callable[[], float]) -> None:
        self._completions = completions
        self._now = now

    def publish(self, job: Job, outcome: Outcome) -> None:
        """Publish to the job's topic, if it named one; `undelivered` keeps the reason why nothing was published."""
        request, document = job.request, job.request.document
        if request.channel is None:
            return
        names = (job.id, request.tag or "", document.name, f"{document.bucket}/{document.name}")
        message = completion_message(job, outcome, self._now())
        job.undelivered = self._completions.publish(job.owner, request.channel, request.api.value, message, names)
