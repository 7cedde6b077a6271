"""Targets of EventBridge rules are retried, and undelivered events go to their dead-letter queue.

Patches `localstack.services.events.target`. As shipped a failed delivery is one line in the log, whatever the
target's `RetryPolicy` and `DeadLetterConfig` say.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.eventbridge.dead_letter import DeadLetter
from harness.engine.plugins.eventbridge.delivery import Delivery
from harness.engine.plugins.eventbridge.metrics import RuleMetrics
from harness.engine.plugins.later import Later
from harness.engine.plugins.patching import Patch, replace
from harness.engine.plugins.timeline.rules import RuleWatch

LATER = Later("eventbridge-retries")


def apply(module: ModuleType) -> None:
    """Wrap the one function through which rules, schedules and replays deliver."""
    replace(module.TargetSender, "process_event", _delivering)


def _delivering(original: Callable[..., None]) -> Callable[..., None]:
    def process_event(self: Any, event: dict[str, Any], trace_header: Any) -> None:
        Delivery(
            attempt=lambda copied: original(self, copied, trace_header),
            event=event,
            target=self.target,
            rule_arn=self.rule_arn,
            later=LATER,
            bury=_bury,
            watches=(RuleWatch(self, event), RuleMetrics(self)),
        ).run()

    return process_event


def _bury(queue_arn: str, letter: DeadLetter) -> None:
    from localstack.aws.connect import connect_to
    from localstack.utils.aws.arns import parse_arn, sqs_queue_url_for_arn

    owner = parse_arn(queue_arn)
    sqs = connect_to(aws_access_key_id=owner["account"], region_name=owner["region"]).sqs
    sqs.send_message(
        QueueUrl=sqs_queue_url_for_arn(queue_arn),
        MessageBody=letter.body(),
        MessageAttributes=letter.attributes(),
    )


PATCH = Patch("eventbridge-retries", "localstack.services.events.target", apply)
