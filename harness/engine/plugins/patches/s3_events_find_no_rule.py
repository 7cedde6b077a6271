"""S3 tells EventBridge only of what a rule waits for. Patches `localstack.services.s3.notifications`.

As shipped each object that is written costs a thread's turn and a call of `PutEvents`, even if no rule matches: eight
of the nine objects that a document leaves in its bucket. On AWS nobody makes such a call.
"""

from types import ModuleType
from typing import Any

from harness.engine.plugins.eventbridge.wanted import is_wanted
from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Ask the rules before the event is given to a thread."""

    def should_notify(context: Any, _configuration: Any) -> bool:
        owner = context.bucket_account_id, context.bucket_location
        return is_wanted(module.EventBridgeNotifier._get_event_payload(context), *owner)

    replace(module.EventBridgeNotifier, "should_notify", lambda _original: staticmethod(should_notify))


PATCH = Patch("s3-events-find-no-rule", "localstack.services.s3.notifications", apply)
