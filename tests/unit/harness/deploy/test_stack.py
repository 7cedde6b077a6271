"""How long a deploy takes in virtual time follows from what it deploys, not from how fast the machine is."""

from typing import Any, cast

from botocore.exceptions import ClientError

from harness.clients import Clients
from harness.deploy.stack import Stack


class EagerCloudFormation:
    """Does at once whatever takes no virtual time, if only somebody waits for it before asking."""

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self._status = ""
        self._change_set = "CREATE_IN_PROGRESS"

    def client(self, _service: str) -> "EagerCloudFormation":
        return self

    def pause(self, seconds: float) -> None:
        """All that was begun is done."""
        self.pauses.append(seconds)
        self._change_set = "CREATE_COMPLETE"
        if self._status:
            self._status = "CREATE_COMPLETE"

    def create_change_set(self, **_asked: Any) -> dict[str, str]:
        return {"Id": "a-change-set"}

    def describe_change_set(self, **_asked: Any) -> dict[str, str]:
        return {"Status": self._change_set}

    def execute_change_set(self, **_asked: Any) -> None:
        self._status = "CREATE_IN_PROGRESS"

    def describe_stacks(self, **_asked: Any) -> dict[str, Any]:
        if not self._status:
            raise ClientError({"Error": {"Message": "Stack with id a-stack does not exist"}}, "DescribeStacks")
        return {"Stacks": [{"StackStatus": self._status}]}

    def describe_stack_events(self, **_asked: Any) -> dict[str, Any]:
        return {"StackEvents": []}

    def get_paginator(self, _operation: str) -> "EagerCloudFormation":
        return self

    def paginate(self, **_asked: Any) -> list[dict[str, Any]]:
        return [self.describe_stack_events()]


def test_a_deploy_that_needs_no_time_takes_none() -> None:
    cloudformation = EagerCloudFormation()
    stack = Stack(cast(Clients, cloudformation), "a-stack", pause=cloudformation.pause)

    stack.change("https://a-bucket/template.yaml", {}, "a-digest", lambda line: None)

    assert sum(cloudformation.pauses) == 0
