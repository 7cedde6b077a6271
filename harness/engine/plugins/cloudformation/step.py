"""What a deployment did to one resource."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Step:
    """One operation of a resource provider.

    Args:
        action: LocalStack's `ChangeAction`: Add, Modify or Remove.
        name: logical id of the resource.
        type: e.g. `AWS::SQS::Queue`.
        before: LocalStack's `PreprocProperties` from before, None for an Add.
        event: LocalStack's `ProgressEvent` with which the operation ended.
    """

    action: Any
    name: str
    type: str
    before: Any
    event: Any

    @property
    def failed(self) -> bool:
        """Did the operation fail?"""
        return bool(self.event.status.name == "FAILED")

    @property
    def verb(self) -> str:
        """What it tried to do, as CloudFormation puts it."""
        return {"Add": "create", "Modify": "update", "Remove": "delete"}[self.action.value]


def failures(steps: list[Step]) -> str | None:
    """CloudFormation's sentence about the failed ones among `steps`, or None."""
    failed = [step for step in steps if step.failed]
    if not failed:
        return None
    names = ", ".join(step.name for step in failed)
    return f"The following resource(s) failed to {failed[0].verb}: [{names}]."
