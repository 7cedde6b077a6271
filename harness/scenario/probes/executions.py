"""How executions of state machines went."""

from datetime import datetime
from typing import Any

from harness.engine.happening import Kind, StateDetail
from harness.scenario.happenings import happened, seconds
from harness.scenario.world import World


def executions_of(world: World, machine: str) -> list[str]:
    """The statuses of a state machine's executions, oldest first, e.g. `[SUCCEEDED, RUNNING]`.

    Args:
        world: the scenario's.
        machine: the stack's output with the state machine's ARN.
    """
    return [execution["status"] for execution in _executions(world, machine)]


def states_of(world: World, machine: str, number: int = -1) -> list[str]:
    """The states that an execution has entered, in their order.

    Args:
        world: the scenario's.
        machine: the stack's output with the state machine's ARN.
        number: which execution, from 0 for the oldest; -1 is the latest.
    """
    events = _history(world, machine, number)
    return [event["stateEnteredEventDetails"]["name"] for event in events if "stateEnteredEventDetails" in event]


def retry_gaps(world: World, machine: str, state: str) -> list[float]:
    """The seconds between a task's failure and its next attempt, for each of a state's retries, in their order.

    Args:
        world: the scenario's.
        machine: the stack's output with the state machine's ARN.
        state: its name.
    """
    name = world.output(machine).rpartition(":")[2]
    gaps, failed_at = [], dict[str, datetime]()  # by execution
    for event in happened(world, [Kind.TASK_FAILED, Kind.STATE_RETRIED], name):
        if event.kind is Kind.TASK_FAILED:
            failed_at[event.subject] = event.at
        elif isinstance(event.detail, StateDetail) and event.detail.state == state and event.subject in failed_at:
            gaps.append(seconds(failed_at[event.subject], event.at))
    return gaps


def _executions(world: World, machine: str) -> list[dict[str, Any]]:
    pages = world.client("stepfunctions").get_paginator("list_executions")
    found = [one for page in pages.paginate(stateMachineArn=world.output(machine)) for one in page["executions"]]
    return sorted(found, key=lambda execution: execution["startDate"])


def _history(world: World, machine: str, number: int) -> list[dict[str, Any]]:
    executions = _executions(world, machine)
    if not -len(executions) <= number < len(executions):
        return []
    pages = world.client("stepfunctions").get_paginator("get_execution_history")
    arn = executions[number]["executionArn"]
    return [event for page in pages.paginate(executionArn=arn) for event in page["events"]]
