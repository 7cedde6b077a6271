"""A replay for some rules only is refused. Patches `localstack.services.events.provider`, which sends it to all."""

from collections.abc import Callable
from functools import wraps
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Look at the destination before a replay starts."""
    replace(module.EventsProvider, "start_replay", _judging)


def _judging(original: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(original)
    def start_replay(self: Any, context: Any, destination: dict[str, Any], **asked: Any) -> Any:
        if destination.get("FilterArns"):
            raise NotImplementedError("EventBridge's FilterArns of a replay are not emulated.")
        return original(self, context, destination=destination, **asked)

    return start_replay


PATCH = Patch("replays-go-to-all-rules", "localstack.services.events.provider", apply)
