"""Updating a resource, and completing a new one."""

from collections.abc import Mapping
from typing import Any

from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent

from harness.engine.plugins.cloudformation.updates.change import Change
from harness.engine.plugins.cloudformation.updates.differences import differing, merged
from harness.engine.plugins.cloudformation.updates.kind import Kind
from harness.engine.plugins.cloudformation.updates.kinds import KINDS

REMEDY = "`rehearse destroy` and deploy again"


def update(provider: Any, request: Any) -> Any:
    """Bring a resource to what its template says.

    Args:
        provider: LocalStack's resource provider of its type.
        request: LocalStack's `ResourceRequest`.

    Returns:
        LocalStack's `ProgressEvent`. A failed one carries the wanted properties if some may have been set already,
        and none if nothing was touched.
    """
    kind, previous = KINDS.get(request.resource_type), request.previous_state or {}
    more = frozenset(kind.setters) if kind else frozenset[str]()
    names = differing(provider.SCHEMA, previous, request.desired_state, more)
    model = merged(provider.SCHEMA, previous, request.desired_state)
    change = Change(provider, request, previous, model, names)
    if not names:
        return _succeeded(model)
    if kind is None:
        return _by_localstack(change)
    if unknown := names - kind.setters.keys():
        return _refused(request, f"nothing here can change its {', '.join(sorted(unknown))}")
    return _apply(kind, change)


def complete(provider: Any, request: Any, created: Any) -> Any:
    """Set the properties of a new resource that LocalStack ignored.

    Args:
        provider: LocalStack's resource provider of its type.
        request: LocalStack's `ResourceRequest` of the creation.
        created: LocalStack's `ProgressEvent` with which it ended.

    Returns:
        The event with which the creation really ends.
    """
    kind = KINDS.get(request.resource_type)
    if kind is None or created.status is not OperationStatus.SUCCESS:
        return created
    model = created.resource_model
    return _apply(kind, Change(provider, request, {}, model, kind.forgotten & model.keys()))


def _apply(kind: Kind, change: Change) -> Any:
    try:
        kind.apply(change)
    except Exception as error:
        return _failed(str(error), change.model)
    return _succeeded(change.model)


def _by_localstack(change: Change) -> Any:
    # Untouched: without previous properties the provider's own picture of the resource is what counts.
    try:
        return change.provider.update(change.request)
    except NotImplementedError:
        return _refused(change.request, "nobody implements that")
    except Exception as error:
        return _failed(str(error), change.model)


def _refused(request: Any, reason: str) -> Any:
    name, kind = request.logical_resource_id, request.resource_type
    return _failed(f"{kind} {name} can't be updated in this engine: {reason}; {REMEDY}.", {})


def _failed(message: str, model: Mapping[str, Any]) -> Any:
    return ProgressEvent(status=OperationStatus.FAILED, resource_model=dict(model), message=message)


def _succeeded(model: Mapping[str, Any]) -> Any:
    return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=dict(model))
