"""The database of metrics is opened once. Patches `localstack.services.cloudwatch.cloudwatch_database_helper`.

As shipped each query opens it: with twenty alarms, that was half of the processor time of an idle minute.
"""

import sqlite3
from types import ModuleType
from typing import Any

from harness.engine.plugins.cloudwatch.connection import connection
from harness.engine.plugins.patching import Patch, replace

READ_ONLY = "file:{}?mode=ro"
"""How LocalStack names the file when it only reads."""


class KeptConnections:
    """What LocalStack uses of the module `sqlite3`; it holds its lock whenever it does."""

    def connect(self, path: str, uri: bool = False) -> sqlite3.Connection:
        """The kept connection, whose `with` block commits as that of any other."""
        before, after = READ_ONLY.split("{}")
        return connection(path.removeprefix(before).removesuffix(after) if uri else path)


def apply(module: ModuleType) -> None:
    """Give the module its own view of `sqlite3`."""
    replace(module, "sqlite3", _keeping)


def _keeping(_original: Any) -> KeptConnections:
    return KeptConnections()


PATCH = Patch("metrics-stay-connected", "localstack.services.cloudwatch.cloudwatch_database_helper", apply)
