"""Who called whom."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from harness.engine.call import Call
from harness.report.scenario.hop import Hop
from harness.report.scenario.misses import is_miss
from harness.report.scenario.participants import SCENARIO, Participant, caller_of, targets_of

BY_SCENARIO: Final = frozenset(
    {"PutObject", "CopyObject", "DeleteObject", "SendMessage", "SendMessageBatch", "PurgeQueue"}
    | {"Publish", "PublishBatch", "Invoke", "PutEvents", "StartExecution", "SendTaskSuccess", "SendTaskFailure"}
    | {"PutItem", "UpdateItem", "DeleteItem", "DisableRule", "EnableRule"}
)
"""What a scenario does to a system. The rest of its calls deploys, or looks; of a redrive the timeline tells."""

ARTEFACTS: Final = "rehearsal-artefacts-"
"""How the bucket's name begins through which systems are deployed."""

OF_MAPPINGS: Final = frozenset({"ReceiveMessage", "DeleteMessage", "DeleteMessageBatch", "GetQueueAttributes"})
"""What services do to queues: event source mappings, to get at their messages. The timeline knows these better."""

ASIDE: Final = frozenset({"logs", "sts", "iam", "cloudformation", "cloudwatch", "xray"})
"""Services whose calls are no hop of any document."""

TOLD_BY_HAPPENINGS: Final = frozenset({"events", "sns"})
"""Principals whose deliveries the timeline knows better."""


def hops_of_calls(calls: tuple[Call, ...]) -> Iterator[Hop]:
    """The calls that are hops, in their order."""
    mappings = _mappings(calls)
    for call in calls:
        if call.service in ASIDE:
            continue
        if source := _source(call, mappings):
            miss = is_miss(call)
            at, error = datetime.fromtimestamp(call.time, UTC), "" if miss else call.error
            label = f"{call.operation}: not there" if miss else call.operation
            polls = call.operation == "ReceiveMessage" and not error
            for target in targets_of(call):
                yield Hop(at, source, target, label, error, call.tick, polls)


def _mappings(calls: tuple[Call, ...]) -> dict[str, Participant]:
    """The queue that feeds each function: its mapping receives on the function's behalf."""
    polls = [call for call in calls if call.caller == "service" and call.operation == "ReceiveMessage" and call.source]
    return {caller.name: targets_of(call)[0] for call in polls if (caller := caller_of(call))}


def _source(call: Call, mappings: dict[str, Participant]) -> Participant | None:
    """From whom the arrow of a call goes out; None if it has none."""
    if call.caller == "service":
        return _service(call, mappings)
    caller = caller_of(call)
    if caller == SCENARIO:
        artefact = call.resources.get("bucket", "").startswith(ARTEFACTS)
        return SCENARIO if call.operation in BY_SCENARIO and not artefact else None
    return caller


def _service(call: Call, mappings: dict[str, Participant]) -> Participant | None:
    if call.principal in TOLD_BY_HAPPENINGS:
        return None
    if call.operation == "Invoke" and not call.source:
        return mappings.get(targets_of(call)[0].name)
    if call.operation in OF_MAPPINGS:
        return None
    return caller_of(call) if call.principal or call.source else None
