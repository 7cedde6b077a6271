"""S3's events on EventBridge carry the key as it is. Patches `localstack.services.s3.notifications`.

As shipped they carry the URL-encoded key, the reason of a multipart upload with an `s3:` prefix, and one constant
sequencer. S3 User Guide, "EventBridge event message structure".
"""

import json
from collections.abc import Callable
from itertools import count
from time import time_ns
from types import ModuleType
from typing import Any
from urllib.parse import unquote

from harness.engine.plugins.patching import Patch, replace

REASON_PREFIX = "s3:ObjectCreated:"

_LATER = count()


def apply(module: ModuleType) -> None:
    """Correct the event after LocalStack has composed it."""
    replace(module.EventBridgeNotifier, "_get_event_payload", lambda original: staticmethod(_corrected(original)))


def _corrected(original: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    def _get_event_payload(*args: Any, **kwargs: Any) -> dict[str, Any]:
        entry = original(*args, **kwargs)
        entry["Detail"] = json.dumps(corrected(json.loads(entry["Detail"])))
        return entry

    return _get_event_payload


def corrected(detail: dict[str, Any]) -> dict[str, Any]:
    """The event's detail as S3 sends it."""
    s3_object = detail["object"] | {"key": unquote(detail["object"]["key"])}
    if "sequencer" in s3_object:
        s3_object["sequencer"] = _sequencer()
    corrections = {"object": s3_object}
    if "reason" in detail:
        corrections["reason"] = detail["reason"].removeprefix(REASON_PREFIX)
    return detail | corrections


def _sequencer() -> str:
    """Sixteen or more hexadecimal digits that grow with each event, also within one tick of the clock."""
    return f"{time_ns():016X}{next(_LATER) & 0xFFFF:04X}"


PATCH = Patch("s3-events-carry-plain-keys", "localstack.services.s3.notifications", apply)
