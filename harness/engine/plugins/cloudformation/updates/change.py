"""A change to one resource, as those see it who carry it out."""

from collections.abc import Mapping, Set
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from harness.engine.plugins.cloudformation.updates.absence import absence_is_fine


@dataclass(frozen=True)
class Change:
    """What is to become of a resource.

    Args:
        provider: LocalStack's resource provider of its type.
        request: LocalStack's `ResourceRequest`.
        previous: the properties that it has.
        model: the properties that it shall have, and its ARN and the like. It is what the stack will remember:
            whoever makes a new identifier puts it here.
        names: the properties that are to be set, changed or removed.
    """

    provider: Any
    request: Any
    previous: Mapping[str, Any]
    model: dict[str, Any]
    names: frozenset[str]

    def only(self, names: Set[str]) -> "Change":
        """The part of this change that concerns `names`."""
        return replace(self, names=self.names & names)

    def client(self, service: str) -> Any:
        """A client for the stack's account and region. It converts CloudFormation's spelling and types to the API's."""
        return getattr(self.request.aws_client_factory, service)

    def wanted(self, defaults: Mapping[str, Any]) -> dict[str, Any]:
        """The changed properties with their new values; those that are removed have their default."""
        return {
            name: deepcopy(self.model[name]) if name in self.model else defaults[name]
            for name in sorted(self.names)
            if name in self.model or name in defaults
        }

    def create(self, properties: Mapping[str, Any]) -> None:
        """Have LocalStack create the resource from `properties`: what to do where creation is an idempotent put."""
        self.provider.create(self._request(properties))

    def update(self, properties: Mapping[str, Any]) -> None:
        """Have LocalStack update the resource to `properties`."""
        self.provider.update(self._request(properties, previous=self.previous))

    def delete(self, properties: Mapping[str, Any]) -> None:
        """Have LocalStack delete a resource with `properties`, if it is there."""
        with absence_is_fine():
            self.provider.delete(self._request(properties, previous=properties))

    def _request(self, desired: Mapping[str, Any], previous: Mapping[str, Any] | None = None) -> Any:
        # LocalStack's providers write into what they are given.
        states = {"desired_state": deepcopy(dict(desired)), "previous_state": deepcopy(previous and dict(previous))}
        return replace(self.request, **states, custom_context={})
