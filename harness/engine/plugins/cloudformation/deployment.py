"""One execution of a change set: create, update or delete a stack.

States: IN_PROGRESS (set by the caller) -> when all resources are there, those that are no longer wanted are deleted,
and the caller sets COMPLETE. When one fails, nothing more is begun, what was done is undone in reverse order, and the
stack ends ROLLBACK_COMPLETE (it was new) or UPDATE_ROLLBACK_COMPLETE, or ..._FAILED when even undoing failed. A
deletion is not undone: every resource is tried, and the stack ends DELETE_FAILED if any is left.
"""

from typing import Any

from harness.engine.plugins.cloudformation.step import Step, failures


class DeletionError(Exception):
    """Some resources of the stack could not be deleted; it carries CloudFormation's sentence about them."""


class Deployment:
    """Executes the change set of an executor.

    Args:
        executor: LocalStack's `ChangeSetModelExecutor`, which appends each operation to its `steps`.
    """

    def __init__(self, executor: Any) -> None:
        self._executor = executor
        self._change_set = executor._change_set
        self._stack = executor._change_set.stack
        self._steps: list[Step] = []
        executor.steps = self._steps

    def run(self) -> Any:
        """Deploy, or undo.

        Returns:
            LocalStack's `ChangeSetModelExecutorResult`.

        Raises:
            DeletionError: of a stack's deletion.
        """
        from localstack.services.cloudformation.engine.v2.change_set_model_executor import (
            ChangeSetModelExecutorResult as Result,
        )

        problem = self._deploy()
        if problem is None:
            self._delete_leftovers()
            return Result(self._executor.resources, self._executor.outputs)
        self._roll_back(failures(self._steps) or problem)
        # What the stack has now is what it had before.
        self._change_set.resolved_parameters = self._stack.resolved_parameters
        return Result(self._stack.resolved_resources, self._stack.resolved_outputs, problem)

    def _deploy(self) -> str | None:
        """Create and update; the reason if that fails."""
        from localstack.services.cloudformation.engine.v2.change_set_model_executor import TriggerRollback

        try:
            self._executor.process()
        except TriggerRollback as rollback:
            return rollback.reason or f"{rollback.logical_resource_id} failed"
        except Exception as error:
            return str(error) or type(error).__name__
        return None

    def _delete_leftovers(self) -> None:
        """Delete what is no longer wanted: replaced and removed resources, or everything."""
        is_deletion = self._change_set.template is None
        if self._executor._deferred_actions and not is_deletion:
            self._set_status("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
        begun, states = len(self._steps), dict(self._stack.resource_states)
        # They were deferred in the order of their dependencies.
        for deferred in reversed(self._executor._deferred_actions):
            deferred.action()
        self._keep_states_of_replaced(states)
        if is_deletion and (reason := failures(self._steps[begun:])):
            # The caller sets DELETE_FAILED, and knows no reason.
            self._stack.status_reason = reason
            raise DeletionError(reason)

    def _keep_states_of_replaced(self, states: dict[str, Any]) -> None:
        # LocalStack drops the state of the new resource together with that of the old one.
        for step in self._steps:
            if step.verb == "create" and not step.failed:
                self._stack.resource_states.setdefault(step.name, states[step.name])

    def _roll_back(self, reason: str) -> None:
        kind = "UPDATE_ROLLBACK" if self._is_update else "ROLLBACK"
        self._set_status(f"{kind}_IN_PROGRESS", reason)
        done = list(self._steps)
        for step in reversed(done):
            self._undo(step)
        undone = self._steps[len(done) :]
        self._set_status(f"{kind}_FAILED" if failures(undone) else f"{kind}_COMPLETE", failures(undone))

    @property
    def _is_update(self) -> bool:
        return bool(self._change_set.change_set_type == "UPDATE")

    def _undo(self, step: Step) -> None:
        if step.verb == "create":
            # A failed creation that left something behind has told its properties.
            if step.event.resource_model:
                self._perform("Remove", step, before=_properties(step.event.resource_model), after=None)
        elif step.verb == "update":
            # A failed update that may have done a part of its work has told the properties that it was to set.
            present = _properties(step.event.resource_model) if step.event.resource_model else step.before
            self._perform("Modify", step, before=present, after=step.before)

    def _perform(self, action: str, step: Step, before: Any, after: Any) -> None:
        from localstack.aws.api.cloudformation import ChangeAction
        from localstack.services.cloudformation.resource_provider import OperationStatus

        what = {"action": ChangeAction(action), "logical_resource_id": step.name, "resource_type": step.type}
        self._executor._process_event(**what, event_status=OperationStatus.IN_PROGRESS)
        # A part of a replacement: the executor's own picture of the stack is no longer of interest.
        event = self._executor._execute_resource_action(
            **what, before_properties=before, after_properties=after, part_of_replacement=True
        )
        self._executor._process_event(**what, event_status=event.status, reason=event.message)

    def _set_status(self, status: str, reason: str | None = None) -> None:
        from localstack.aws.api.cloudformation import StackStatus

        self._stack.set_stack_status(StackStatus(status), reason)


def _properties(model: Any) -> Any:
    from localstack.services.cloudformation.engine.v2.change_set_model_preproc import PreprocProperties

    return PreprocProperties(properties=model)
