"""Tells a topic that a job has ended."""

from collections.abc import Callable

from fakes.common.completion import Completions, completion_message
from fakes.textract.job import Job


class Notifier:
    """Publishes completion messages.

    Args:
        completions: knows the way to topics.
        now: the time in seconds since the epoch.
    """

    def __init__(self, completions: Completions, now: Callable[[], float]) -> None:
        self._completions = completions
        self._now = now

    def publish(self, job: Job) -> None:
        """Publish to the topic of a job that has ended, if it named one.

        `undelivered` keeps the reason why nothing was published.
        """
        request = job.request
        if request.channel is None:
            return
        api, document = request.api.value, request.document
        names = (job.id, request.tag or "", *document.names)
        message = completion_message(job, api, "DocumentLocation", document, self._now())
        job.undelivered = self._completions.publish(job.owner, request.channel, api, message, names)
