"""Stacks of a test's own account."""

import json
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import WaiterError

from harness.clients import Clients

Resource = dict[str, Any]
Resources = Mapping[str, Resource]

AT_ONCE = {"Delay": 0.05, "MaxAttempts": 600}


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
    """One stack, created and updated from resources.

    Args:
        aws: clients of the account.
    """

    def __init__(self, aws: Clients, name: str = "house") -> None:
        self.name = name
        self._client = aws.client("cloudformation")

    def create(self, resources: Resources) -> str:
        """Create the stack; its status in the end."""
        self._client.create_stack(StackName=self.name, TemplateBody=_body(resources))
        return self._status_after("stack_create_complete")

    def update(self, resources: Resources) -> str:
        """Update the stack; its status in the end."""
        self._client.update_stack(StackName=self.name, TemplateBody=_body(resources))
        return self._status_after("stack_update_complete")

    def reasons(self) -> dict[str, str]:
        """Why each resource failed that did."""
        events = self._client.describe_stack_events(StackName=self.name)["StackEvents"]
        return {
            event["LogicalResourceId"]: event["ResourceStatusReason"]
            for event in events
            if event["ResourceStatus"].endswith("_FAILED") and event["LogicalResourceId"] != self.name
        }

    def id(self, name: str) -> str:
        """The physical id of a resource."""
        detail = self._client.describe_stack_resource(StackName=self.name, LogicalResourceId=name)
        return str(detail["StackResourceDetail"]["PhysicalResourceId"])

    def _status_after(self, waiter: str) -> str:
        try:
            self._client.get_waiter(waiter).wait(StackName=self.name, WaiterConfig=AT_ONCE)
        except WaiterError as error:
            # The end that the waiter didn't want is an end too.
            if "terminal failure state" not in str(error):
                raise
        return str(self._client.describe_stacks(StackName=self.name)["Stacks"][0]["StackStatus"])


def _body(resources: Resources) -> str:
    return json.dumps({"Resources": resources})
