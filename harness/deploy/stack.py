"""One CloudFormation stack: its state, a change to it, its end."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from botocore.exceptions import ClientError

from harness.clients import Clients
from harness.deploy.stack_events import NO_REASON, StackEvents
from harness.errors import DeployError

Progress = Callable[[str], None]
"""Receives one line for each step of a deploy."""

Pause = Callable[[float], None]
"""Lets seconds pass."""

POLL_SECONDS = 0.1
"""How long to pause between two looks at a stack."""

DIGEST_TAG = "rehearsal:digest"
"""Stack tag with the digest of template and parameters: equal means that there is nothing to deploy."""

DEPLOYED = ("CREATE_COMPLETE", "UPDATE_COMPLETE")
NEVER_EXECUTED = "REVIEW_IN_PROGRESS"
"""The state of a stack that has nothing yet but a change set: it rests."""

BROKEN = ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED", NEVER_EXECUTED)
"""States from which CloudFormation allows nothing but deletion."""

CAPABILITIES = ("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM")


class Stack:
    """A stack by name; it need not exist.

    Args:
        pause: lets seconds pass before its state is asked for again; CloudFormation has no way to be told. Before
            it is asked for first, 0 seconds: in virtual time, all that takes none has then been done, and when a deploy
            ends doesn't depend on how fast the machine is.
    """

    def __init__(self, clients: Clients, name: str, *, pause: Pause = time.sleep) -> None:
        self.name = name
        self._clients = clients
        self._cloudformation = clients.client("cloudformation")
        self._pause = pause

    def describe(self) -> dict[str, Any] | None:
        """CloudFormation's description, or None when there is no such stack."""
        try:
            stacks = self._cloudformation.describe_stacks(StackName=self.name)["Stacks"]
        except ClientError as error:
            if "does not exist" in str(error):
                return None
            raise
        return next((stack for stack in stacks if stack["StackStatus"] != "DELETE_COMPLETE"), None)

    def outputs(self) -> dict[str, str]:
        """The stack's outputs by name; empty when there is no stack."""
        description = self.describe() or {}
        return {item["OutputKey"]: item["OutputValue"] for item in description.get("Outputs", ())}

    def digest(self) -> str | None:
        """Digest of what is deployed, or None when nothing usable is."""
        description = self.describe()
        if description is None or description["StackStatus"] not in DEPLOYED:
            return None
        return next((tag["Value"] for tag in description.get("Tags", ()) if tag["Key"] == DIGEST_TAG), None)

    def settle(self, progress: Progress) -> None:
        """Return when nothing is under way: with what an interrupted deploy has begun, CloudFormation goes on."""
        description = self.describe()
        if description is not None and _moves(description):
            progress(f"waiting for what is under way ({description['StackStatus']})")
            self._wait(StackEvents(self._clients, self.name), progress)

    def change(self, template_url: str, parameters: Mapping[str, str], digest: str, progress: Progress) -> None:
        """Create or update the stack through a change set, and return when that is done.

        Args:
            template_url: where CloudFormation finds the template, in S3.
            parameters: of the template, by name.
            digest: of both.
            progress: told of each step.

        Raises:
            DeployError: a resource failed; names it and its reason.
        """
        description = self.describe()
        if description is not None and description["StackStatus"] in BROKEN:
            progress(f"removing the remains of a failed deploy ({description['StackStatus']})")
            self.delete(progress)
            description = None
        events = StackEvents(self._clients, self.name)
        arn = self._prepare(template_url, parameters, digest, "UPDATE" if description else "CREATE")
        self._cloudformation.execute_change_set(ChangeSetName=arn)
        status = self._wait(events, progress)
        if status not in DEPLOYED:
            raise self._failure(status, events)

    def delete(self, progress: Progress) -> None:
        """Delete the stack and return when it is gone.

        Raises:
            DeployError: a resource could not be deleted.
        """
        events = StackEvents(self._clients, self.name)
        self._cloudformation.delete_stack(StackName=self.name)
        status = self._wait(events, progress)
        if status is not None:
            raise self._failure(status, events)

    def physical_ids(self, resource_type: str) -> list[str]:
        """Physical ids of the stack's resources of one type, e.g. `AWS::S3::Bucket`."""
        pages = self._cloudformation.get_paginator("list_stack_resources").paginate(StackName=self.name)
        return [
            item["PhysicalResourceId"]
            for page in pages
            for item in page["StackResourceSummaries"]
            if item["ResourceType"] == resource_type and item.get("PhysicalResourceId")
        ]

    def _prepare(self, template_url: str, parameters: Mapping[str, str], digest: str, kind: str) -> str:
        """Make a change set of a kind (`CREATE`, `UPDATE`) and return its ARN once it can be executed."""
        try:
            arn = self._cloudformation.create_change_set(
                StackName=self.name,
                ChangeSetName=f"rehearsal-{digest[:16]}-{time.time_ns()}",
                ChangeSetType=kind,
                TemplateURL=template_url,
                Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
                Capabilities=list(CAPABILITIES),
                Tags=[{"Key": DIGEST_TAG, "Value": digest}],
            )["Id"]
        except ClientError as error:
            raise self._refusal(error.response["Error"]["Message"]) from error
        self._pause(0)
        while True:
            change_set = self._cloudformation.describe_change_set(ChangeSetName=arn)
            if change_set["Status"] == "CREATE_COMPLETE":
                return str(arn)
            if change_set["Status"] == "FAILED":
                raise self._refusal(change_set.get("StatusReason", NO_REASON))
            self._pause(POLL_SECONDS)

    def _wait(self, events: StackEvents, progress: Progress) -> str | None:
        """Report events as they come until the stack rests; its status then, None once it is gone."""
        self._pause(0)
        while True:
            description = self.describe()
            for line in events.news():
                progress(line)
            if description is None:
                return None
            if not _moves(description):
                return str(description["StackStatus"])
            self._pause(POLL_SECONDS)

    def _refusal(self, reason: str) -> DeployError:
        return DeployError(f"CloudFormation can't change stack {self.name}: {reason}")

    def _failure(self, status: str | None, events: StackEvents) -> DeployError:
        description = self.describe() or {}
        causes = events.causes() or [description.get("StackStatusReason", NO_REASON)]
        return DeployError(f"Stack {self.name} ended as {status}.", details=causes)


def _moves(description: Mapping[str, Any]) -> bool:
    status = str(description["StackStatus"])
    return status.endswith("_IN_PROGRESS") and status != NEVER_EXECUTED
