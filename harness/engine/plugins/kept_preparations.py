"""What botocore works out anew for each call of a client, and what comes out the same: endpoint and user agent."""

from typing import Any

# botocore's resolver of endpoints, model of an operation, and endpoint: without types.
Resolver = Any
Operation = Any
Endpoint = Any

ENDPOINTS = 1024
"""Endpoints to keep for each client. Some depend on parameters, such as a table's name."""


class KeptEndpoints:
    """A resolver that follows the rules once for each operation and the parameters that its rules look at.

    Args:
        resolver: botocore's, which follows them for each call.
    """

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._members: dict[str, tuple[str, ...]] = {}
        self._kept: dict[tuple[Any, ...], Endpoint] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._resolver, name)

    def construct_endpoint(
        self, operation_model: Operation, call_args: dict[str, Any], request_context: dict[str, Any]
    ) -> Endpoint:
        """As botocore's: URL, headers and properties."""
        if operation_model.operation_context_parameters:  # expressions, over all parameters
            return self._resolver.construct_endpoint(operation_model, call_args, request_context)
        key = (operation_model.name, *(call_args.get(member) for member in self._members_of(operation_model)))
        endpoint = self._kept.get(key)
        if endpoint is None:
            endpoint = self._resolver.construct_endpoint(operation_model, call_args, request_context)
            if len(self._kept) >= ENDPOINTS:
                self._kept.clear()
            self._kept[key] = endpoint
        return endpoint

    def _members_of(self, operation: Operation) -> tuple[str, ...]:
        """The parameters that the rules look at."""
        if (members := self._members.get(operation.name)) is None:
            members = self._members[operation.name] = tuple(
                parameter.member_name for parameter in operation.context_parameters
            )
        return members


class KeptAgent:
    """The user agent of one client. botocore composes it of parts that differ by what a call uses.

    Args:
        text: what it says.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def to_string(self) -> str:
        """As botocore's."""
        return self._text
