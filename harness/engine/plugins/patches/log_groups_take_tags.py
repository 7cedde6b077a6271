"""A log group that was created without tags can be tagged. Patches `localstack.services.logs.provider`.

As shipped, the tags go into a dictionary that nobody keeps.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Keep the dictionary before LocalStack looks for it."""
    replace(module.LogsProvider, "tag_resource", lambda original: _keeping(original, module))


def _keeping(original: Callable[..., None], module: ModuleType) -> Callable[..., None]:
    def tag_resource(self: Any, context: Any, resource_arn: str, tags: dict[str, str], **kwargs: Any) -> None:
        module.logs_stores[context.account_id][context.region].TAGS.setdefault(resource_arn, {})
        original(self, context, resource_arn, tags, **kwargs)

    return tag_resource


PATCH = Patch("log-groups-take-tags", "localstack.services.logs.provider", apply)
