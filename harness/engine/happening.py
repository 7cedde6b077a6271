"""One thing that has happened inside an engine, as its timeline keeps it. What was *called* is a `Call`."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter


class Kind(StrEnum):
    """What happens. The comment says what `resource` and `subject` are."""

    # A queue, and a message's id.
    MESSAGE_SENT = "message.sent"
    MESSAGE_DEDUPLICATED = "message.deduplicated"
    """A FIFO queue was sent what it has taken already; `subject` is the first one's id."""
    MESSAGE_RECEIVED = "message.received"
    MESSAGE_HIDDEN = "message.hidden"
    """Its visibility timeout was changed."""
    MESSAGE_RETURNED = "message.returned"
    """It was received, not deleted, and is visible again."""
    MESSAGE_DELETED = "message.deleted"
    MESSAGE_MOVED = "message.moved"
    """Received too often: it goes to the dead-letter queue, which it is sent to next."""
    MESSAGE_EXPIRED = "message.expired"
    QUEUE_PURGED = "queue.purged"

    # A function, and a request's id.
    INVOCATION_BEGAN = "invocation.began"
    INVOCATION_ENDED = "invocation.ended"
    INVOCATION_THROTTLED = "invocation.throttled"

    # A rule, and an event's id.
    RULE_MATCHED = "rule.matched"
    """Once for each of its targets."""
    EVENT_DELIVERED = "event.delivered"
    EVENT_FAILED = "event.failed"
    EVENT_BURIED = "event.buried"
    """Given up: it goes to the target's dead-letter queue."""
    EVENT_LOST = "event.lost"
    """Given up, and there is no dead-letter queue."""

    # A topic, and a message's id.
    NOTICE_DELIVERED = "notice.delivered"
    NOTICE_FAILED = "notice.failed"
    NOTICE_BURIED = "notice.buried"
    NOTICE_LOST = "notice.lost"

    # A state machine, and an execution's name.
    EXECUTION_STARTED = "execution.started"
    STATE_ENTERED = "state.entered"
    TASK_FAILED = "task.failed"
    STATE_RETRIED = "state.retried"
    """The interval is over; the state's task begins again."""
    STATE_EXITED = "state.exited"
    EXECUTION_ENDED = "execution.ended"

    # An alarm, and its new state.
    ALARM_CHANGED = "alarm.changed"

    # What a behaviour is about or concerned, and the behaviour's id.
    BEHAVIOUR_SET = "behaviour.set"
    BEHAVIOUR_APPLIED = "behaviour.applied"
    BEHAVIOUR_CLEARED = "behaviour.cleared"


@dataclass(slots=True)
class MessageDetail:
    """Of a message in a queue.

    Attributes:
        receives: how often it has been received by now.
        visible_at: when it can be received, if not at once: it is delayed, or hidden from others.
        queue: the other queue of a move: where it goes, or comes from.
        group: its message group.
    """

    family: Literal["message"] = "message"
    receives: int = 0
    visible_at: datetime | None = None
    queue: str = ""
    group: str = ""


class Outcome(StrEnum):
    """How an invocation ended."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    TIMED_OUT = "timed out"


@dataclass(slots=True)
class InvocationDetail:
    """Of a function's invocation.

    Attributes:
        asynchronous: whether nobody waits for its result.
        retry: of an asynchronous one, how many attempts were made before this one.
        outcome: how it ended; None before.
        error: type of its error.
        message: of its error.
        milliseconds: how long it took, in the engine's time.
    """

    family: Literal["invocation"] = "invocation"
    asynchronous: bool = False
    retry: int = 0
    outcome: Outcome | None = None
    error: str = ""
    message: str = ""
    milliseconds: float = 0.0


@dataclass(slots=True)
class DeliveryDetail:
    """Of an event to a target, or a notice to a subscriber.

    Attributes:
        target: name of what it goes to; of a burial, the dead-letter queue.
        protocol: service of the target, e.g. `lambda`.
        attempt: which one it was, from 1.
        error: what the target answered.
        next_at: when it is tried again; None if it isn't.
        event: of a match, the event's source and detail type, e.g. `aws.s3 Object Created`.
        origin: of a match, the name of the first resource that the event is about, e.g. a bucket.
    """

    family: Literal["delivery"] = "delivery"
    target: str = ""
    protocol: str = ""
    attempt: int = 0
    error: str = ""
    next_at: datetime | None = None
    event: str = ""
    origin: str = ""


@dataclass(slots=True)
class StateDetail:
    """Of an execution of a state machine.

    Attributes:
        state: name; empty where an execution as a whole, or a task, is meant.
        event: type of the history's event, e.g. `TaskStateEntered`; empty for retries, which have none.
        retry: number of the retry, from 1.
        error: its name.
        cause: of the error.
    """

    family: Literal["state"] = "state"
    state: str = ""
    event: str = ""
    retry: int = 0
    error: str = ""
    cause: str = ""


@dataclass(slots=True)
class AlarmDetail:
    """Of an alarm.

    Attributes:
        old: state before, e.g. `OK`.
        new: state now, e.g. `ALARM`.
        reason: CloudWatch's sentence.
    """

    family: Literal["alarm"] = "alarm"
    old: str = ""
    new: str = ""
    reason: str = ""


@dataclass(slots=True)
class BehaviourDetail:
    """Of a behaviour.

    Attributes:
        label: what it is for.
        effect: kind of its effect, e.g. `delay`.
        service: that it is about, or that it concerned.
        operation: likewise.
        each: what it was applied to: the begin of the text that its `each` has found.
        until: when its time is over, if it has one.
    """

    family: Literal["behaviour"] = "behaviour"
    label: str = ""
    effect: str = ""
    service: str = ""
    operation: str = ""
    each: str = ""
    until: datetime | None = None


Detail = Annotated[
    MessageDetail | InvocationDetail | DeliveryDetail | StateDetail | AlarmDetail | BehaviourDetail,
    Field(discriminator="family"),
]


@dataclass(slots=True)
class Happening:
    """Something that has happened.

    Attributes:
        at: when, in the engine's time; UTC.
        seq: counts the happenings of an account, from 1.
        kind: what.
        resource: name of the queue, function, rule, topic, state machine or alarm.
        subject: id of the message, request, event or execution.
        detail: the rest.
        tick: the host's monotonic seconds: with those of calls, they order what is simultaneous in virtual time.
    """

    at: datetime
    seq: int
    kind: Kind
    resource: str
    subject: str
    detail: Detail
    tick: float = field(default=0.0, compare=False)


HAPPENING = TypeAdapter(Happening)
"""To and from JSON."""
