"""A mapping drains its queue at the machine's speed.

Patches `localstack.services.lambda_.event_source_mapping.pollers.sqs_poller`. As shipped a mapping has one thread
that receives one batch, invokes, and sleeps up to a second. Here it takes batches as long as there are any, up to
`limit` of them are being processed at once, and it sleeps on the queue's bell in between.
"""

import logging
import time
from types import ModuleType
from typing import Any

from harness.engine.plugins.after import after
from harness.engine.plugins.bells import BELLS
from harness.engine.plugins.crew import Crew
from harness.engine.plugins.patching import Patch, replace

LOG = logging.getLogger(__name__)

DEFAULT_CONCURRENCY = 5
"""Batches at once without a ScalingConfig. AWS starts with five and adds more each minute: Lambda Developer Guide,
"Understanding the event polling behavior of an SQS event source mapping"."""

RECEIVE_MAXIMUM = 10
"""Messages per ReceiveMessage; more need LocalStack's internal override. SQS API Reference, ReceiveMessage."""

INVOKE_MAXIMUM = 2500
"""Messages per invocation, to stay under 6 MB a payload; LocalStack's own estimate."""

Message = dict[str, Any]


class QueueIntake:
    """Takes batches off one queue and has a crew process each of them.

    Args:
        poller: LocalStack's `SqsPoller`, which knows the queue, the filters and the function.
    """

    def __init__(self, poller: Any) -> None:
        self.crew = Crew("event-source-mapping", DEFAULT_CONCURRENCY)
        self._poller = poller
        self._bell = BELLS.listen(poller.source_arn)
        self._closed = False

    def take_batch(self) -> None:
        """Wait for a free place and for a batch, and start processing it. Returns at once when closed."""
        if not self.crew.wait_for_places():
            return
        batch = self._wait_for_messages()
        if batch:
            self.crew.start(self._process, batch)

    def close(self) -> None:
        """Take no more; batches that are being processed go on to their end."""
        self._closed = True
        self.crew.close()
        self._bell.set()
        BELLS.leave(self._poller.source_arn, self._bell)

    def _wait_for_messages(self) -> list[Message]:
        while not self._closed:
            self._bell.clear()
            messages = self._receive(self._poller.batch_size)
            if messages:
                return self._fill(messages)
            if not self._closed:
                self._bell.wait()
        return []

    def _fill(self, batch: list[Message]) -> list[Message]:
        """Wait until the batch is full or its window has passed since the first message."""
        deadline = time.monotonic() + self._poller.maximum_batching_window
        while len(batch) < self._poller.batch_size and not self._closed:
            remaining = deadline - time.monotonic()
            if remaining <= 0 or not self._bell.wait(remaining):
                break
            self._bell.clear()
            batch += self._receive(self._poller.batch_size - len(batch))
        return batch

    def _receive(self, count: int) -> list[Message]:
        response = self._poller.source_client.receive_message(
            QueueUrl=self._poller.queue_url,
            MaxNumberOfMessages=min(count, RECEIVE_MAXIMUM),
            WaitTimeSeconds=0,
            MessageAttributeNames=["All"],
            MessageSystemAttributeNames=["All"],
            sqs_override_max_message_count=count,
        )
        messages: list[Message] = response.get("Messages", [])
        return messages

    def _process(self, batch: list[Message]) -> None:
        for start in range(0, len(batch), INVOKE_MAXIMUM):
            try:
                # Of a FIFO queue too the groups stay in one batch, as on AWS: they are locked until it is done.
                self._poller.handle_messages(batch[start : start + INVOKE_MAXIMUM])
            except Exception as error:
                # The messages become visible again after their timeout.
                # LocalStack's errors carry what failed in `error` and say nothing themselves.
                reason = getattr(error, "error", None) or repr(error)
                LOG.warning("A batch of %s was not processed: %s", self._poller.source_arn, reason)


def apply(module: ModuleType) -> None:
    """Let an intake do what `poll_events` did."""
    after(module.SqsPoller, "__init__", _add_intake)
    replace(module.SqsPoller, "poll_events", lambda _original: lambda self: self.intake.take_batch())
    replace(module.SqsPoller, "close", lambda _original: lambda self: self.intake.close())


def _add_intake(poller: Any) -> None:
    poller.intake = QueueIntake(poller)


PATCH = Patch("sqs-mappings-drain", "localstack.services.lambda_.event_source_mapping.pollers.sqs_poller", apply)
