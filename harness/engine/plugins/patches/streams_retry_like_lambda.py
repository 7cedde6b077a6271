"""A batch of a stream is retried, bisected, given up and reported as Lambda does.

Patches `localstack.services.lambda_.event_source_mapping.pollers.stream_poller`. As shipped,
`BisectBatchOnFunctionError` does nothing, a throttled function uses up the retries, pauses are drawn by lot, what is
given up because of its age is reported without the reason, and a batching window opens with the batch before.
"""

from collections import defaultdict
from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.after import after
from harness.engine.plugins.patching import Patch, replace
from harness.engine.plugins.stream_mappings.delivery import Delivery, Failed, GivenUp, Record
from harness.engine.plugins.stream_mappings.policy import RetryPolicy
from harness.engine.plugins.stream_mappings.window import Window


def apply(module: ModuleType) -> None:
    """Put our windows and deliveries in the place of LocalStack's."""
    after(module.StreamPoller, "__init__", _open_windows)
    replace(module.StreamPoller, "forward_events_to_target", lambda _original: _forward(module))


def _open_windows(poller: Any) -> None:
    def window() -> Window:
        parameters = poller.stream_parameters
        return Window(parameters["BatchSize"], parameters.get("MaximumBatchingWindowInSeconds") or 0)

    poller.shard_batcher = defaultdict(window)
    poller.bisects = False


def _forward(module: ModuleType) -> Callable[..., None]:
    def forward_events_to_target(self: Any, shard_id: str, records: list[Record]) -> None:
        events = self.pre_filter(self.transform_into_events(records, shard_id))
        if events := self.post_filter(self.filter_events(events)):
            Delivery(
                policy=RetryPolicy.of(self.stream_parameters, self.bisects),
                attempt=lambda batch: _attempt(module, self, batch),
                arrival=self.get_approximate_arrival_time,
                give_up=lambda given_up: _report(self, shard_id, given_up),
                stopped=self._is_shutdown,
            ).run(self.add_source_metadata(events))

    return forward_events_to_target


def _attempt(module: ModuleType, poller: Any, batch: list[Record]) -> Failed | None:
    try:
        poller.processor.process_events_batch(batch)
    except module.PartialBatchFailureError as partial:
        numbers = [poller.get_sequence_number(record) for record in batch]
        failed = module.get_batch_item_failures(partial.partial_failure_payload, set(numbers))
        # None: the function has named records that it didn't get.
        return Failed(partial.error, numbers.index(min(failed, key=int)) if failed else 0)
    except module.BatchFailureError as error:
        return Failed(error.error)
    except Exception as error:
        module.LOG.warning("A batch of %s didn't reach its function: %r", poller.source_arn, error)
        return Failed(None)
    return None


def _report(poller: Any, shard_id: str, given_up: GivenUp) -> None:
    history = given_up.history
    error = history.error or {}
    context: dict[str, Any] = {
        "requestContext": {
            "requestId": error.get("requestId"),
            "functionArn": poller.processor.sender.target_arn,
            "condition": str(given_up.condition),
            "approximateInvokeCount": history.attempts,
        }
    }
    if error:
        context["responseContext"] = {
            "statusCode": error.get("httpStatusCode"),
            "executedVersion": error.get("executedVersion"),
            "functionError": error.get("functionError"),
        }
    poller.send_events_to_dlq(shard_id, given_up.records, context)


PATCH = Patch(
    "streams-retry-like-lambda", "localstack.services.lambda_.event_source_mapping.pollers.stream_poller", apply
)
