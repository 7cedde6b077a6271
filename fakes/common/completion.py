"""Tells topics that jobs have ended."""

import json
import logging
from collections.abc import Sequence

from fakes.behaviours.deliveries import DELIVERIES, Deliveries, DeliveryError
from fakes.behaviours.moment import Moment, Point
from fakes.common.channel import Channel
from fakes.common.clients import Client, Clients
from fakes.common.jobs import Job
from fakes.common.objects import Location
from fakes.common.owner import Owner
from fakes.common.permission import Permission, topic_refusal
from fakes.common.policies import Policy
from fakes.common.remembered import Remembered

LOG = logging.getLogger(__name__)


class Completions:
    """Publishes completion messages of a service.

    Args:
        service: as boto3 calls it.
        clients: makes clients of IAM and SNS.
        deliveries: what can go wrong on the way.
    """

    def __init__(self, service: str, clients: Clients, deliveries: Deliveries = DELIVERIES) -> None:
        self._service = service
        self._clients = clients
        self._deliveries = deliveries
        self._permission = Permission(clients, service)
        self._policies: Remembered[Policy] = Remembered()

    def publish(self, owner: Owner, channel: Channel, api: str, message: str, names: Sequence[str]) -> str | None:
        """Publish to a topic. One that can't be reached doesn't keep the job from ending.

        Args:
            owner: whose job it is.
            channel: where to.
            api: the operation that started the job.
            message: the text.
            names: what behaviours may know the job by.

        Returns:
            Why nothing was published, which is logged too; None if it was, or will be later.
        """
        resources = (*names, channel.topic, channel.topic.rpartition(":")[2])
        moment = Moment(Point.DELIVERY, self._service, api, owner.account, owner.region, resources)
        refusals: list[str | None] = []
        try:
            self._deliveries.deliver(moment, lambda: refusals.append(self._send(owner, channel, message)))
        except DeliveryError as error:
            refusals.append(str(error))
        return next(filter(None, refusals), None)

    def _send(self, owner: Owner, channel: Channel, message: str) -> str | None:
        try:
            refusal = self._try_to_send(owner, channel, message)
        except Exception as error:
            refusal = str(error)
        if refusal:
            LOG.warning("%s could not announce the end of a job: %s", self._service, refusal)
        return refusal

    def _try_to_send(self, owner: Owner, channel: Channel, message: str) -> str | None:
        if refusal := self._permission.refusal(owner, channel):
            return refusal
        sns = self._clients("sns", _owner_of(channel.topic))
        policy = self._policies.find(channel.topic, lambda: _policy(sns, channel.topic))
        if refusal := topic_refusal(channel, policy or {}):
            return refusal
        sns.publish(TopicArn=channel.topic, Message=message)
        return None


def completion_message(job: Job, api: str, source: str, location: Location, now: float) -> str:
    """The JSON text that Textract and Rekognition publish.

    Its form: https://docs.aws.amazon.com/textract/latest/dg/async-notification-payload.html and
    https://docs.aws.amazon.com/rekognition/latest/dg/video-notification-payload.html

    Args:
        job: a job that has ended.
        api: the operation that started it.
        source: the service's name for what the job read.
        location: where that is.
        now: when the job ended, in seconds since the epoch.
    """
    message = {
        "JobId": job.id,
        "Status": job.outcome.status,
        "API": api,
        **({"JobTag": job.request.tag} if job.request.tag else {}),
        "Timestamp": round(now * 1000),
        source: {"S3ObjectName": location.key, "S3Bucket": location.bucket},
    }
    return json.dumps(message, separators=(",", ":"))


def _policy(sns: Client, topic: str) -> Policy:
    policy: Policy = json.loads(sns.get_topic_attributes(TopicArn=topic)["Attributes"]["Policy"])
    return policy


def _owner_of(arn: str) -> Owner:
    _, _, _, region, account, _ = arn.split(":", 5)
    return Owner(account, region)
