"""Tells EventBridge that a job has ended.

https://docs.aws.amazon.com/transcribe/latest/dg/monitoring-events.html
"""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from fakes.behaviours.deliveries import DELIVERIES, Deliveries, DeliveryError
from fakes.behaviours.moment import Point
from fakes.common.clients import Clients
from fakes.transcribe.jobs import Job, Outcome

LOG = logging.getLogger(__name__)

SOURCE = "aws.transcribe"
DETAIL_TYPE = "Transcribe Job State Change"


class Announcer:
    """Puts events on the default bus of the job's account.

    Args:
        clients: makes clients of EventBridge.
        deliveries: what can go wrong on the way.
    """

    def __init__(self, clients: Clients, deliveries: Deliveries = DELIVERIES) -> None:
        self._clients = clients
        self._deliveries = deliveries

    def announce(self, job: Job, outcome: Outcome) -> None:
        """Put the event. A bus that can't be reached is logged: the job has ended."""
        detail = {"TranscriptionJobName": job.request.name, "TranscriptionJobStatus": job.status}
        if outcome.failure:
            detail["FailureReason"] = outcome.failure
        entry = {
            "Source": SOURCE,
            "DetailType": DETAIL_TYPE,
            "Time": datetime.fromtimestamp(outcome.completed, UTC),
            "Resources": [],
            "Detail": json.dumps(detail),
        }
        try:
            self._deliveries.deliver(job.moment(Point.DELIVERY), lambda: self._put(job, entry))
        except DeliveryError as error:
            LOG.warning("The end of Transcribe's job %s was not announced: %s", job.request.name, error)

    def _put(self, job: Job, entry: dict[str, Any]) -> None:
        try:
            self._clients("events", job.owner).put_events(Entries=[entry])
        except Exception:
            LOG.exception("The end of Transcribe's job %s was not announced", job.request.name)
