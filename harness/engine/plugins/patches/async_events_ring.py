"""Asynchronous invocations begin when they are due, and nobody asks for them in between.

Patches `localstack.services.lambda_.invocation.event_manager`. As shipped, every function has a thread that asks its
internal queue every two seconds, and notices only then that the function is gone.
"""

import logging
from types import ModuleType
from typing import Any

from harness.engine.plugins.after import after
from harness.engine.plugins.bells import BELLS
from harness.engine.plugins.patching import Patch, replace

LOG = logging.getLogger(__name__)

AT_ONCE = 10
"""Messages that one look takes at most."""

MARGIN_SECONDS = 60
"""By how much an internal message outlives the function's timeout before it is delivered again; LocalStack's own."""

RECOVERY_SECONDS = 1
"""Pause after a look that failed."""


class EventIntake:
    """Takes a function's asynchronous events off its internal queue, and has each of them handled.

    Args:
        poller: LocalStack's `Poller`, which knows the queue and handles the events.
        client: of the internal queues.
    """

    def __init__(self, poller: Any, client: Any) -> None:
        self._poller = poller
        self._client = client
        self._arn = client.queue_manager.get_queue(poller.event_queue_url).arn
        self._bell = BELLS.listen(self._arn)

    def run(self) -> None:
        """Work until the poller is stopped."""
        while not self._poller._shutdown_event.is_set():
            self._bell.clear()
            try:
                idle = not self._take()
            except Exception as error:
                if not self._poller._shutdown_event.is_set():
                    LOG.warning("Events of %s can't be taken: %s", self._arn, error)
                self._poller._shutdown_event.wait(RECOVERY_SECONDS)
                continue
            if idle and not self._poller._shutdown_event.is_set():
                self._bell.wait()
        BELLS.leave(self._arn, self._bell)

    def stop(self) -> None:
        """Wake up to end."""
        self._bell.set()

    def _take(self) -> bool:
        """Only as many as can begin: one that waited here for the end of others might be delivered again meanwhile."""
        places = self._poller.invoker_pool.wait_for_places()
        if not places:
            return False
        timeout = self._poller.version_manager.function_version.config.timeout
        answer = self._client.receive_message(
            QueueUrl=self._poller.event_queue_url,
            WaitTimeSeconds=0,
            MaxNumberOfMessages=min(AT_ONCE, places),
            VisibilityTimeout=timeout + MARGIN_SECONDS,
        )
        messages = answer["Messages"] or []
        for message in messages:
            self._poller.invoker_pool.submit(self._poller.handle_message, message)
        return bool(messages)


def apply(module: ModuleType) -> None:
    """Let an intake do what the poller did."""
    after(module.Poller, "__init__", lambda poller: _add_intake(poller, module.get_fake_sqs_client()))
    replace(module.Poller, "run", lambda _original: lambda self, *_args, **_kwargs: self.intake.run())
    after(module.Poller, "stop", lambda poller: poller.intake.stop())


def _add_intake(poller: Any, client: Any) -> None:
    poller.intake = EventIntake(poller, client)


PATCH = Patch("async-events-ring", "localstack.services.lambda_.invocation.event_manager", apply)
