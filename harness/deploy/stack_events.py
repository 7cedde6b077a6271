"""The events of a stack: what happens while it changes, and why it failed."""

from contextlib import suppress
from typing import Any

from botocore.exceptions import ClientError

from harness.clients import Clients

NO_REASON = "no reason given"


class StackEvents:
    """Reads a stack's events from the moment of its making on."""

    def __init__(self, clients: Clients, stack: str) -> None:
        self._cloudformation = clients.client("cloudformation")
        self._stack = stack
        self._before = {event["EventId"] for event in self._all()}
        self._reported = set(self._before)

    def news(self) -> list[str]:
        """A line for each event that wasn't reported yet, oldest first, e.g. `Queue CREATE_COMPLETE`."""
        fresh = [event for event in self._all() if event["EventId"] not in self._reported]
        self._reported |= {event["EventId"] for event in fresh}
        return [f"{event['LogicalResourceId']} {event['ResourceStatus']}" for event in fresh]

    def causes(self) -> list[str]:
        """A line for each resource that failed by itself, with its type and reason."""
        failed = [
            event
            for event in self._all()
            if event["EventId"] not in self._before and event["ResourceStatus"].endswith("_FAILED")
        ]
        # What was cancelled is a consequence, never the cause; so is the stack's own failure.
        causes = [event for event in failed if "cancelled" not in _reason(event).lower()]
        resources = [event for event in causes if event["LogicalResourceId"] != self._stack] or causes
        return [f"{event['LogicalResourceId']} ({event['ResourceType']}): {_reason(event)}" for event in resources]

    def _all(self) -> list[dict[str, Any]]:
        """Every event, oldest first; none when the stack doesn't exist."""
        events: list[dict[str, Any]] = []
        with suppress(ClientError):
            for page in self._cloudformation.get_paginator("describe_stack_events").paginate(StackName=self._stack):
                events += page["StackEvents"]
        return events[::-1]


def _reason(event: dict[str, Any]) -> str:
    return str(event.get("ResourceStatusReason") or NO_REASON)
