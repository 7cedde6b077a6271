"""What is left of an internal answer is read in one piece.

Patches `localstack.aws.client`. As shipped 8 KB are taken at a time, and the rest of the piece is copied each time. The
longest answer is a function's code, which is read for each function of a stack.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Join what the answer is made of."""
    replace(module._ResponseStream, "read", _whole)


def _whole(original: Callable[..., bytes | None]) -> Callable[..., bytes | None]:
    def read(self: Any, amt: int | None = None) -> bytes | None:
        if amt is not None and amt >= 0:
            return original(self, amt)
        begun, self._buf = self._buf or b"", None
        return b"".join((begun, *self.iterator))

    return read


PATCH = Patch("internal-answers-are-read-whole", "localstack.aws.client", apply)
