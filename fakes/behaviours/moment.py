"""The moments at which a behaviour can take effect."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Point(StrEnum):
    """The three places where things go wrong."""

    CALL = "call"
    """An AWS call arrives, and is answered."""

    DELIVERY = "delivery"
    """A service hands a message on: a topic to a subscriber, a rule to a target, a queue to a consumer, a job its
    completion."""

    WORK = "work"
    """A service does what it was asked for: a function runs, a task of a state machine, a Textract job, a model."""


class Caller(StrEnum):
    """Who calls."""

    CLIENT = "client"
    """Code outside of the engine: tests, scripts, and the Lambda functions themselves."""

    SERVICE = "service"
    """A service of the engine on its own: a mapping that polls a queue, a rule that invokes a function, Textract that
    reads a document."""

    ANY = "any"
    """Both; only in a match."""


def _no_text() -> str:
    return ""


@dataclass(frozen=True)
class Moment:
    """Something that a behaviour may change.

    Args:
        point: what kind of moment.
        service: boto3's name, e.g. `sqs`.
        operation: AWS's name of the operation, e.g. `ReceiveMessage`; of a delivery or of work see docs/fidelity.md.
        account: 12-digit account whose call, message or work this is.
        region: AWS region.
        resources: every name under which the things concerned are known: names, ARNs, keys, `bucket/key`.
        caller: who calls; of no account at other points.
        role: ARN of the role whose credentials signed the call; empty for others.
        writes: whether the call changes something.
        prompt: makes the text that goes to a model; asked for only by behaviours that look at it.
        content: makes the text of what is handed over: a call's parameters, a message, an event; asked for likewise.
        others: jobs in progress when this one is about to begin.
    """

    point: Point
    service: str
    operation: str
    account: str
    region: str = ""
    resources: tuple[str, ...] = ()
    caller: Caller = Caller.CLIENT
    role: str = ""
    writes: bool = True
    prompt: Callable[[], str] = _no_text
    content: Callable[[], str] = _no_text
    others: int = 0

    def everything(self) -> str:
        """All that is known of what it is about, each on a line: names, prompt, content."""
        return "\n".join([*self.resources, self.prompt(), self.content()])
