"""Telling a stack how one of its resources is doing."""

from typing import Any

OPERATIONS = {"Add": "CREATE", "Modify": "UPDATE", "Remove": "DELETE"}
"""CloudFormation's word for each `ChangeAction`."""


def report(
    executor: Any,
    *,
    action: Any,
    logical_resource_id: str,
    event_status: Any,
    resource_type: str,
    special_action: str | None = None,
    reason: str | None = None,
) -> None:
    """Record a resource's status and its event.

    Unlike LocalStack's `_process_event` it leaves the stack's own status alone: a resource that failed has yet to be
    rolled back, and waiters take `CREATE_FAILED` for the end.

    Args:
        executor: LocalStack's `ChangeSetModelExecutor`.
        action: LocalStack's `ChangeAction`.
        logical_resource_id: the resource.
        event_status: LocalStack's `OperationStatus`.
        resource_type: e.g. `AWS::SQS::Queue`.
        special_action: overrides the operation in the status, e.g. `IMPORT`.
        reason: why it failed.
    """
    from localstack.aws.api.cloudformation import ResourceStatus

    operation = special_action or OPERATIONS[action.value]
    outcome = "COMPLETE" if event_status.name == "SUCCESS" else event_status.name
    executor._change_set.stack.set_resource_status(
        logical_resource_id=logical_resource_id,
        physical_resource_id=executor._get_physical_id(logical_resource_id, False),
        resource_type=resource_type,
        status=ResourceStatus(f"{operation}_{outcome}"),
        resource_status_reason=reason,
    )
