"""Who did what to whom, from what was called and what happened."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from harness.engine.call import Call
from harness.engine.happening import (
    DeliveryDetail,
    Happening,
    InvocationDetail,
    Kind,
    MessageDetail,
    Outcome,
    StateDetail,
)
from harness.report.scenario.misses import is_miss
from harness.report.scenario.participants import (
    EVENTS,
    SCENARIO,
    Participant,
    Sort,
    caller_of,
    named,
    targets_of,
)

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

SCHEDULED: Final = "aws.events Scheduled"
"""How a schedule's events call themselves."""

TOLD_BY_HAPPENINGS: Final = frozenset({"events", "sns"})
"""Principals whose deliveries the timeline knows better."""


@dataclass(frozen=True)
class Hop:
    """One thing that somebody did.

    Attributes:
        at: when.
        source: who.
        target: to whom; the same for what happens to somebody.
        label: what.
        error: why it failed; empty if it didn't.
        tick: orders what is simultaneous.
        routine: whether it happens again and again whatever else happens: schedules, and polls of empty queues.
    """

    at: datetime
    source: Participant
    target: Participant
    label: str
    error: str = ""
    tick: float = 0.0
    routine: bool = False


def hops_of(calls: Iterable[Call], happenings: Iterable[Happening]) -> list[Hop]:
    """All hops, oldest first."""
    calls = tuple(calls)
    return sorted([*_of_calls(calls), *_of_happenings(happenings)], key=lambda hop: (hop.tick, hop.at))


def _of_calls(calls: tuple[Call, ...]) -> Iterator[Hop]:
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


def _of_happenings(happenings: Iterable[Happening]) -> Iterator[Hop]:
    seen_events: set[str] = set()
    scheduled: set[str] = set()
    last_queue: dict[str, str] = {}
    for one in happenings:
        match one.detail:
            case DeliveryDetail() as detail:
                if detail.event.startswith(SCHEDULED):
                    scheduled.add(one.subject)
                hops = _of_delivery(one, detail, seen_events)
            case MessageDetail() as detail:
                hops = _of_message(one, detail, last_queue)
            case InvocationDetail() as detail:
                hops = _of_invocation(one, detail)
            case StateDetail() as detail:
                hops = _of_state(one, detail)
            case _:
                continue
        for hop in hops:
            yield replace(hop, tick=one.tick, routine=one.subject in scheduled and not hop.error)


def _of_delivery(one: Happening, detail: DeliveryDetail, seen_events: set[str]) -> Iterator[Hop]:
    source = EVENTS if one.kind.startswith(("rule", "event")) else Participant(Sort.TOPIC, one.resource)
    target = named(detail.protocol, detail.target)
    match one.kind:
        case Kind.RULE_MATCHED:
            service, _, what = detail.event.partition(" ")
            if service.startswith("aws.") and one.subject not in seen_events:
                seen_events.add(one.subject)
                yield Hop(one.at, named(service.removeprefix("aws."), detail.origin), EVENTS, what)
        case Kind.EVENT_DELIVERED | Kind.NOTICE_DELIVERED:
            yield Hop(one.at, source, target, _delivery(one))
        case Kind.EVENT_FAILED | Kind.NOTICE_FAILED:
            yield Hop(one.at, source, target, _delivery(one), detail.error or "not delivered")
        case Kind.EVENT_BURIED | Kind.NOTICE_BURIED:
            yield Hop(one.at, source, target, "dead letter", detail.error or "not delivered")
        case Kind.EVENT_LOST | Kind.NOTICE_LOST:
            yield Hop(one.at, source, source, "given up", detail.error or "not delivered")


def _delivery(one: Happening) -> str:
    return one.resource if one.kind.startswith("event") else "notification"


def _of_message(one: Happening, detail: MessageDetail, last_queue: dict[str, str]) -> Iterator[Hop]:
    queue = Participant(Sort.QUEUE, one.resource)
    match one.kind:
        case Kind.MESSAGE_SENT:
            before = last_queue.get(one.subject)
            last_queue[one.subject] = one.resource
            if before and before != one.resource and detail.queue == one.resource:
                yield Hop(one.at, Participant(Sort.QUEUE, before), queue, "redriven")
        case Kind.MESSAGE_MOVED:
            times = "once" if detail.receives == 1 else f"{detail.receives} times"
            yield Hop(one.at, queue, Participant(Sort.QUEUE, detail.queue), "dead letter", f"received {times}")
        case Kind.MESSAGE_EXPIRED:
            yield Hop(one.at, queue, queue, "expired", "nobody took it in time")


def _of_invocation(one: Happening, detail: InvocationDetail) -> Iterator[Hop]:
    function = Participant(Sort.FUNCTION, one.resource)
    if one.kind is Kind.INVOCATION_THROTTLED:
        yield Hop(one.at, function, function, "throttled", detail.error)
    elif detail.outcome not in (None, Outcome.SUCCEEDED):
        attempt = f", attempt {detail.retry + 1}" if detail.asynchronous else ""
        yield Hop(one.at, function, function, f"{detail.outcome}{attempt}", detail.error or str(detail.outcome))


def _of_state(one: Happening, detail: StateDetail) -> Iterator[Hop]:
    machine = Participant(Sort.MACHINE, one.resource)
    match one.kind:
        case Kind.STATE_ENTERED:
            yield Hop(one.at, machine, machine, detail.state)
        case Kind.STATE_RETRIED:
            yield Hop(one.at, machine, machine, f"{detail.state}, retry {detail.retry}")
        case Kind.TASK_FAILED:
            yield Hop(one.at, machine, machine, "task failed", detail.error or detail.event)
        case Kind.EXECUTION_ENDED:
            yield Hop(one.at, machine, machine, detail.event.removeprefix("Execution").lower(), detail.error)
