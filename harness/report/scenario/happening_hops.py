"""What happened between calls: deliveries, messages that move, invocations that fail, states of machines."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from harness.engine.happening import (
    DeliveryDetail,
    Happening,
    InvocationDetail,
    Kind,
    MessageDetail,
    Outcome,
    StateDetail,
)
from harness.report.scenario.hop import Hop
from harness.report.scenario.participants import EVENTS, Participant, Sort, named

SCHEDULED: Final = "aws.events Scheduled"
"""How a schedule's events call themselves."""


def hops_of_happenings(happenings: Iterable[Happening]) -> Iterator[Hop]:
    """The happenings that are hops, in their order."""
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
