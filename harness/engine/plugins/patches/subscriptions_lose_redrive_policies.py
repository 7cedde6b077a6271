"""An empty `RedrivePolicy` takes the dead-letter queue from a subscription. Patches `localstack.services.sns.provider`.

As shipped it is refused as an invalid ARN, so that a dead-letter queue can be given but never taken back.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

EMPTY = ("", "{}", None)


def apply(module: ModuleType) -> None:
    """Remove the attribute instead of judging it."""
    replace(module.SnsProvider, "set_subscription_attributes", _removing)


def _removing(original: Callable[..., None]) -> Callable[..., None]:
    def set_subscription_attributes(
        self: Any,
        context: Any,
        subscription_arn: str,
        attribute_name: str,
        attribute_value: str | None = None,
        **kwargs: Any,
    ) -> None:
        store = self.get_store(account_id=context.account_id, region_name=context.region)
        subscription = store.subscriptions.get(subscription_arn)
        if subscription and attribute_name == "RedrivePolicy" and attribute_value in EMPTY:
            subscription.pop(attribute_name, None)
        else:
            original(self, context, subscription_arn, attribute_name, attribute_value, **kwargs)

    return set_subscription_attributes


PATCH = Patch("subscriptions-lose-redrive-policies", "localstack.services.sns.provider", apply)
