"""Tells a topic that a job has ended, in the words that Textract uses."""

import json
import logging
from collections.abc import Callable
from typing import Any, TypeAlias

from fakes.textract.jobs import Channel, Job, Outcome, Owner
from fakes.textract.misbehaviour import Misbehaviour
from fakes.textract.permission import Permission, topic_refusal

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
        permission: knows who may publish.
        misbehaviour: hands messages on.
        now: the time in seconds since the epoch.
    """

    def __init__(
        self,
        sns: Callable[[Owner], SnsClient],
        permission: Permission,
        misbehaviour: Misbehaviour,
        now: Callable[[], float],
    ) -> None:
        self._sns = sns
        self._permission = permission
        self._misbehaviour = misbehaviour
        self._now = now

    def publish(self, job: Job, outcome: Outcome) -> None:
        """Publish to the job's topic, if it named one. A topic that can't be reached doesn't keep the job from ending.

        The reason why nothing was published is logged and kept as the job's `undelivered`.
        """
        channel = job.request.channel
        if channel is None:
            return
        try:
            if refusal := self._try_to_publish(job, outcome, channel):
                _note(job, refusal)
        except Exception as error:
            _note(job, str(error))

    def _try_to_publish(self, job: Job, outcome: Outcome, channel: Channel) -> str | None:
        if refusal := self._permission.refusal(job.owner, channel):
            return refusal
        sns = self._sns(_owner_of(channel.topic))
        policy = json.loads(sns.get_topic_attributes(TopicArn=channel.topic)["Attributes"]["Policy"])
        if refusal := topic_refusal(channel, policy):
            return refusal
        return self._misbehaviour.deliver(job, channel.topic, lambda: self._send(sns, job, outcome, channel.topic))

    def _send(self, sns: SnsClient, job: Job, outcome: Outcome, topic: str) -> None:
        try:
            sns.publish(TopicArn=topic, Message=completion_message(job, outcome, self._now()))
        except Exception as error:
            _note(job, str(error))


def _note(job: Job, reason: str) -> None:
    job.undelivered = reason
    LOG.warning("The end of Textract job %s was not announced: %s", job.id, reason)


def _owner_of(arn: str) -> Owner:
    _, _, _, region, account, _ = arn.split(":", 5)
    return Owner(account, region)
