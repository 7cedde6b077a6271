"""Metrics are kept in memory if the disk has no room for their database.

Patches `localstack.services.cloudwatch.cloudwatch_database_helper`. As shipped, what a full disk leaves of the file
counts as the whole of it: CloudWatch fails for as long as the engine lives, also when there is room again.
"""

import logging
import sqlite3
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any

from harness.engine.plugins.cloudwatch.connection import forget, keep_in_memory
from harness.engine.plugins.patching import Patch, replace

LOG = logging.getLogger(__name__)


def apply(module: ModuleType) -> None:
    """Make the database elsewhere if it can't be made in its file."""
    replace(module.CloudwatchDatabase, "__init__", _somewhere)


def _somewhere(original: Callable[..., None]) -> Callable[..., None]:
    @wraps(original)
    def init(self: Any) -> None:
        if not Path(self.METRICS_DB).exists():
            forget(self.METRICS_DB)  # by a reset: what is in memory may go back to the disk
        try:
            original(self)
        except sqlite3.Error as error:
            LOG.error("Metrics are kept in memory until the engine is reset, for %s: %s", self.METRICS_DB, error)
            keep_in_memory(self.METRICS_DB)
            original(self)

    return init


PATCH = Patch("metrics-do-without-disk", "localstack.services.cloudwatch.cloudwatch_database_helper", apply)
