"""The functions that are at work, by the access keys with which they sign their calls."""

from collections.abc import Callable
from typing import TypeAlias

from harness.engine.plugins.callers import ByAccessKey

Strike: TypeAlias = Callable[[], None]
"""Kills a function's process without waiting for its end."""

AT_WORK: ByAccessKey[Strike] = ByAccessKey()
"""What kills those of this engine process."""
