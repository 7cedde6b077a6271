"""What a behaviour does. Each effect names the points at which it is possible, its usual one first."""

from typing import Annotated, TypeAlias

from pydantic import Field

from fakes.behaviours.effects.anywhere import Delay, Error, Hang
from fakes.behaviours.effects.calls import Deny, ReadOnly, Reset, Size, SlowBody, Throttle
from fakes.behaviours.effects.damage import Corrupt, Partial, Truncate
from fakes.behaviours.effects.deliveries import Drop, Duplicate, Reorder
from fakes.behaviours.effects.work import Crash, Quota

Effect: TypeAlias = Annotated[
    Delay
    | Error
    | Hang
    | Throttle
    | Reset
    | SlowBody
    | ReadOnly
    | Deny
    | Size
    | Corrupt
    | Truncate
    | Partial
    | Drop
    | Duplicate
    | Reorder
    | Crash
    | Quota,
    Field(discriminator="kind"),
]
"""Any of them, told apart by `kind`."""

__all__ = [
    "Corrupt",
    "Crash",
    "Delay",
    "Deny",
    "Drop",
    "Duplicate",
    "Effect",
    "Error",
    "Hang",
    "Partial",
    "Quota",
    "ReadOnly",
    "Reorder",
    "Reset",
    "Size",
    "SlowBody",
    "Throttle",
    "Truncate",
]
