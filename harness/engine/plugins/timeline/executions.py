"""How executions of state machines go.

Three patches: one tells an execution's history whose it is, one reads what is added to it, and one sees retries, which
AWS's history doesn't mention.
"""

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any, NamedTuple, Self

from harness.engine.happening import Kind, StateDetail
from harness.engine.plugins.after import after
from harness.engine.plugins.patching import Patch, replace
from harness.engine.plugins.timeline.timeline import TIMELINE

# LocalStack's Environment and EventManager, which have no types.
Environment = Any
History = Any

OWNER = "rehearsal_owner"
"""Attribute of a history that says whose it is. Histories of distributed maps' children have none."""

FAILURES = frozenset(
    f"{what}{how}"
    for what in ("Task", "LambdaFunction", "Activity")
    for how in ("Failed", "TimedOut", "StartFailed", "ScheduleFailed", "SubmitFailed")
)
"""Types of events that say that a state's work went wrong: Step Functions API Reference, "HistoryEvent"."""


class Owner(NamedTuple):
    """Of a history."""

    account: str
    machine: str
    execution: str

    @classmethod
    def of(cls, arn: str) -> Self:
        """The owner in an execution's ARN; an express execution's has an id of the run at its end."""
        fields = arn.split(":")
        return cls(fields[4], fields[6], fields[7])


def apply_to_owners(module: ModuleType) -> None:
    """Tell the history its owner, when both are made."""
    after(module.Environment, "__init__", _tell_owner)


def _tell_owner(environment: Environment) -> None:
    setattr(environment.event_manager, OWNER, _owner(environment))


def _owner(environment: Environment) -> Owner:
    return Owner.of(_context(environment)["Execution"]["Id"])


def _context(environment: Environment) -> dict[str, Any]:
    """What a state machine finds under `$$`."""
    context: dict[str, Any] = environment.states.context_object.context_object_data
    return context


def apply_to_histories(module: ModuleType) -> None:
    """Read along."""
    replace(module.EventManager, "add_event", _reading)


def _reading(original: Callable[..., int]) -> Callable[..., int]:
    def add_event(self: History, context: Any, event_type: str, *args: Any, **options: Any) -> int:
        kind = kind_of(str(event_type))
        if kind is not None and (owner := getattr(self, OWNER, None)) is not None:
            details = options.get("event_details") or next(iter(args), None) or {}
            _note(kind, owner, _detail(str(event_type), details))
        return original(self, context, event_type, *args, **options)

    return add_event


def kind_of(event_type: str) -> Kind | None:
    """What an event of the history means; None for those that the timeline leaves out."""
    if event_type == "ExecutionStarted":
        return Kind.EXECUTION_STARTED
    if event_type.startswith("Execution"):
        return Kind.EXECUTION_ENDED
    if event_type.endswith("StateEntered"):
        return Kind.STATE_ENTERED
    if event_type.endswith("StateExited"):
        return Kind.STATE_EXITED
    return Kind.TASK_FAILED if event_type in FAILURES else None


def _detail(event_type: str, details: Mapping[str, Mapping[str, Any]]) -> StateDetail:
    # An event has one structure of details, which is named after its type.
    facts = next(iter(details.values()), {})
    state, error, cause = (str(facts.get(name) or "") for name in ("name", "error", "cause"))
    return StateDetail(state=state, event=event_type, error=error, cause=cause)


def apply_to_retries(module: ModuleType) -> None:
    """Watch each decision to try again; it comes when the interval is over."""
    replace(module.ExecutionState, "_handle_retry", _watching_retries)


def _watching_retries(original: Callable[..., Any]) -> Callable[..., Any]:
    def _handle_retry(self: Any, env: Environment, failure_event: Any) -> Any:
        outcome = original(self, env, failure_event)
        if outcome.name == "CanRetry":
            state = _context(env)["State"]
            error = getattr(failure_event.error_name, "error_name", None) or ""
            detail = StateDetail(state=state["Name"], retry=state["RetryCount"], error=str(error))
            _note(Kind.STATE_RETRIED, _owner(env), detail)
        return outcome

    return _handle_retry


def _note(kind: Kind, owner: Owner, detail: StateDetail) -> None:
    TIMELINE.record(owner.account, kind, owner.machine, owner.execution, detail)


PACKAGE = "localstack.services.stepfunctions.asl"
OWNERS = Patch("timeline-of-owners", f"{PACKAGE}.eval.environment", apply_to_owners)
HISTORIES = Patch("timeline-of-histories", f"{PACKAGE}.eval.event.event_manager", apply_to_histories)
RETRIES = Patch("timeline-of-retries", f"{PACKAGE}.component.state.state_execution.execute_state", apply_to_retries)
