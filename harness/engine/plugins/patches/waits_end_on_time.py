"""A state that waits goes on at its moment.

Patches `localstack.services.stepfunctions.asl.component.state.state_wait.wait_function`. As shipped a wait for a moment
is cut to whole seconds and takes the host's local time for UTC; one that ends a little early lasts a second more.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace

PACKAGE = "localstack.services.stepfunctions.asl.component.state.state_wait.wait_function"


def wait_exactly(module: ModuleType) -> None:
    """Wait until a moment, and not for a number of seconds."""
    replace(module.WaitFunction, "_wait_interval", lambda _original: _wait_interval)


def _wait_interval(_self: Any, env: Any, wait_seconds: float) -> None:
    due = time.time() + wait_seconds
    while env.is_running() and (left := due - time.time()) > 0:
        env.program_state_event.wait(left)


def count_exactly(module: ModuleType) -> None:
    """Count the seconds to a moment with their fractions, and from UTC."""
    replace(module.Timestamp, "_get_wait_seconds", lambda _original: _seconds_until(module))


def _seconds_until(module: ModuleType) -> Callable[[Any, Any], float]:
    def seconds(self: Any, env: Any) -> float:
        self.string.eval(env=env)
        text = env.stack.pop()
        moment = self._from_timestamp_string(timestamp=text)
        if moment is None:
            raise module.FailureEventException(self._create_failure_event(env, text))
        wait: float = (moment.replace(tzinfo=UTC) - datetime.now(UTC)).total_seconds()
        return wait

    return seconds


WAITS = Patch("waits-end-on-time", f"{PACKAGE}.wait_function", wait_exactly)
MOMENTS = Patch("waits-know-their-moment", f"{PACKAGE}.timestamp", count_exactly)
