"""The execution environments that there are, so that somebody from outside can kill their workers."""

from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from harness.engine.plugins.lambda_runtime.sandbox import Sandbox


class Environments:
    """All environments of the engine. Threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._functions: WeakKeyDictionary[Sandbox, tuple[str, str]] = WeakKeyDictionary()

    def add(self, version: Any, sandbox: Sandbox) -> None:
        """An environment of LocalStack's `FunctionVersion` has been built."""
        with self._lock:
            self._functions[sandbox] = (version.id.account, version.id.function_name)

    def kill(self, account: str, function: str) -> int:
        """Kill the workers of a function's environments; returns how many were in the middle of an event."""
        with self._lock:
            sandboxes = [sandbox for sandbox, owner in self._functions.items() if owner == (account, function)]
        return sum([sandbox.kill() for sandbox in sandboxes])


ENVIRONMENTS = Environments()
"""The engine's."""
