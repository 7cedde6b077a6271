"""Tells EventBridge that a job has ended.

https://docs.aws.amazon.com/transcribe/latest/dg/monitoring-events.html
"""

import json
import logging
from datetime import UTC, datetime

from fakes.common.clients import Clients
from fakes.transcribe.jobs import Job, Outcome

LOG = logging.getLogger(__name__)

SOURCE = "aws.transcribe"
DETAIL_TYPE = "Transcribe Job State Change"


class Announcer:
    """Puts events on the default bus of the job's account."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

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
            self._clients("events", job.owner).put_events(Entries=[entry])
        except Exception:
            LOG.exception("Transcribe could not announce the end of job %s", job.request.name)
