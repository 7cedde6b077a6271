"""Stacks of a test's own account."""

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from botocore.exceptions import WaiterError

from harness.clients import Clients

Resource = dict[str, Any]
Resources = Mapping[str, Resource]

AT_ONCE = {"Delay": 0.05, "MaxAttempts": 1200}
"""How to wait for a stack: most are done in a fraction of the seconds that botocore would sleep."""


def resource(kind: str, *, depends_on: str | None = None, **properties: Any) -> Resource:
    """A resource of a template, e.g. `resource("SQS::Queue", VisibilityTimeout=5)`."""
    dependency = {"DependsOn": depends_on} if depends_on else {}
    return {"Type": f"AWS::{kind}", "Properties": properties, **dependency}


def ref(name: str) -> dict[str, str]:
    """A reference to a resource."""
    return {"Ref": name}


def attribute(name: str, of: str = "Arn") -> dict[str, list[str]]:
    """A reference to an attribute of a resource."""
    return {"Fn::GetAtt": [name, of]}


class Stack:
    """One stack, created and updated from resources and, if need be, other sections of a template.

    Args:
        aws: clients of the account.
    """

    def __init__(self, aws: Clients, name: str = "house") -> None:
        self.name = name
        self._client = aws.client("cloudformation")

    def create(self, resources: Resources, **sections: Any) -> str:
        """Create the stack; its status in the end."""
        self._client.create_stack(StackName=self.name, TemplateBody=_body(resources, sections))
        return self._status_after("stack_create_complete")

    def update(self, resources: Resources, **sections: Any) -> str:
        """Update the stack; its status in the end."""
        self._client.update_stack(StackName=self.name, TemplateBody=_body(resources, sections))
        return self._status_after("stack_update_complete")

    def delete(self) -> str:
        """Delete the stack; its status in the end."""
        stack_id = self._describe()["StackId"]
        self._client.delete_stack(StackName=self.name)
        return self._status_after("stack_delete_complete", stack_id)

    def change_set(self, resources: Resources, kind: str) -> None:
        """Make a change set, `CREATE` or `UPDATE`."""
        self._client.create_change_set(
            StackName=self.name, ChangeSetName="change", ChangeSetType=kind, TemplateBody=_body(resources, {})
        )

    def execute(self, waiter: str) -> str:
        """Execute that change set; the stack's status in the end."""
        self._client.execute_change_set(StackName=self.name, ChangeSetName="change")
        return self._status_after(waiter)

    def reasons(self) -> dict[str, str]:
        """Why each resource failed that did."""
        events = self._client.describe_stack_events(StackName=self.name)["StackEvents"]
        return {
            event["LogicalResourceId"]: event["ResourceStatusReason"]
            for event in events
            if event["ResourceStatus"].endswith("_FAILED") and event["LogicalResourceId"] != self.name
        }

    def outputs(self) -> dict[str, str]:
        """The stack's outputs."""
        return {output["OutputKey"]: output["OutputValue"] for output in self._describe()["Outputs"]}

    def resources(self) -> dict[str, str]:
        """The physical id of each resource."""
        answer = self._client.describe_stack_resources(StackName=self.name)["StackResources"]
        return {one["LogicalResourceId"]: one["PhysicalResourceId"] for one in answer}

    def _describe(self, name: str | None = None) -> dict[str, Any]:
        stacks: list[dict[str, Any]] = self._client.describe_stacks(StackName=name or self.name)["Stacks"]
        return stacks[0]

    def _status_after(self, waiter: str, name: str | None = None) -> str:
        # A deleted stack is known by its id only.
        stack = name or self._describe()["StackId"]
        # The end that the waiter doesn't want is an end too.
        with suppress(WaiterError):
            self._client.get_waiter(waiter).wait(StackName=stack, WaiterConfig=AT_ONCE)
        return str(self._describe(stack)["StackStatus"])


def _body(resources: Resources, sections: Mapping[str, Any]) -> str:
    return json.dumps({"Resources": resources, **sections})
