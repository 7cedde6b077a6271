"""Where moto gets our tables, backend and operators from."""

from functools import cache

from moto.dynamodb import models
from moto.dynamodb.models import dynamo_type, dynamodb_backends

from harness.engine.plugins.dynamodb import comparing, copying, projecting, trees, updating
from harness.engine.plugins.dynamodb.backend import Backend
from harness.engine.plugins.dynamodb.table import TrackedTable
from harness.engine.plugins.patching import replace


class TrackedRestoredTable(TrackedTable, models.RestoredTable):
    """A table restored from a backup."""


class TrackedPointInTimeTable(TrackedTable, models.RestoredPITTable):
    """A table restored to a point in time."""


@cache
def install() -> None:
    """Put our classes in moto's place, once.

    Raises:
        PatchError: moto isn't the version that this was written for.
    """
    replace(models, "Table", lambda _: TrackedTable)
    replace(models, "RestoredTable", lambda _: TrackedRestoredTable)
    replace(models, "RestoredPITTable", lambda _: TrackedPointInTimeTable)
    # moto weighs the whole item anew for each attribute; we weigh it once, by AWS's rules.
    replace(dynamo_type, "LimitedSizeDict", lambda _: dict)
    replace(dynamodb_backends, "backend", lambda _: Backend)
    comparing.install()
    updating.install()
    copying.install()
    projecting.install()
    trees.install()
