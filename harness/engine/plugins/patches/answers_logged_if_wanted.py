"""What would be logged of each call is put together only when somebody logs it.

Patches `localstack.aws.handlers.logging`. As shipped, both messages' headers are copied for a line that the engine's
log level drops.
"""

import logging
from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

Log = Callable[[Any, Any, Any], None]

_LOGGERS = ("aws_logger", "http_logger", "internal_aws_logger", "internal_http_logger")
"""Of LocalStack's `ResponseLogger`."""


def apply(module: ModuleType) -> None:
    """Ask the loggers first."""
    replace(module.ResponseLogger, "_log", _if_wanted)


def _if_wanted(original: Log) -> Log:
    def log(self: Any, context: Any, response: Any) -> None:
        if any(getattr(self, name).isEnabledFor(logging.INFO) for name in _LOGGERS):
            original(self, context, response)

    return log


PATCH = Patch("answers-are-logged-if-wanted", "localstack.aws.handlers.logging", apply)
