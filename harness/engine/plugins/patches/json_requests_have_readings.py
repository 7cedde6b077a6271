"""Requests in JSON are read by readings that know their shapes. Patches `localstack.aws.protocol.parser`.

As shipped, each member that a request could have is looked up, dispatched by the name of its type, and found missing.
"""

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.json_readings import Readings
from harness.engine.plugins.patching import Patch, replace

Handle = Callable[..., Any]

PLAIN = "application/x-amz-json"
"""Beginning of the content types that say for certain that a body is JSON."""


def apply(module: ModuleType) -> None:
    """Read bodies by readings; what these can't read is left to the original, which says what is wrong."""
    known: dict[type, Readings] = {}

    def with_readings(original: Handle) -> Handle:
        def handle(self: Any, request: Any, shape: Any, uri_params: Any = None) -> Any:
            if request.headers.get("Content-Type", "").startswith(PLAIN):
                if (readings := known.get(type(self))) is None:
                    readings = known[type(self)] = Readings(self)
                try:
                    return readings.read(json.loads(request.get_data() or b"{}"), shape)
                except (TypeError, ValueError, AttributeError):
                    pass
            return original(self, request, shape, uri_params)

        return handle

    replace(module.JSONRequestParser, "_handle_json_body", with_readings)


PATCH = Patch("json-requests-have-readings", "localstack.aws.protocol.parser", apply)
