"""A run to report on: a document whose processor fails, until its message lies in the dead-letter queue."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from harness.engine.call import Call
from harness.engine.happening import (
    AlarmDetail,
    BehaviourDetail,
    DeliveryDetail,
    Detail,
    Happening,
    InvocationDetail,
    Kind,
    MessageDetail,
    Outcome,
    StateDetail,
)
from harness.scenario.evidence import Evidence
from harness.scenario.journal import Entry, Journal, Verdict
from harness.scenario.log_lines import LogLine

BEGAN = datetime(2026, 3, 1, 12, tzinfo=UTC)
BUCKET = "central-123456789012"
RECEIVES = (10, 190, 370)
"""Seconds at which the message is received: a visibility timeout of 180 s."""

BURIED = 550


def at(seconds: float) -> datetime:
    """A moment of the story."""
    return BEGAN + timedelta(seconds=seconds)


class Story:
    """Writes evidence line by line; whatever is told later happened later."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.happenings: list[Happening] = []
        self.logs: list[LogLine] = []
        self._ticks = count(1)

    def call(self, seconds: float, service: str, operation: str, **facts: Any) -> None:
        """An AWS call."""
        known = {"account": "1", "region": "us-east-1", "status": 200, "milliseconds": 1.5, **facts}
        time = at(seconds).timestamp()
        self.calls.append(Call(time=time, service=service, operation=operation, tick=float(next(self._ticks)), **known))

    def happen(self, seconds: float, kind: Kind, resource: str, subject: str, detail: Detail) -> None:
        """Something inside the engine."""
        tick = next(self._ticks)
        self.happenings.append(Happening(at(seconds), tick, kind, resource, subject, detail, float(tick)))

    def tick(self) -> float:
        """Now, for the order of what is simultaneous."""
        return float(next(self._ticks))

    def log(self, seconds: float, function: str, message: str, **facts: Any) -> None:
        """A line of a log."""
        self.logs.append(LogLine(at=at(seconds), function=function, message=message, **{"level": "INFO", **facts}))

    @property
    def evidence(self) -> Evidence:
        """All of it."""
        return Evidence(calls=tuple(self.calls), happenings=tuple(self.happenings), logs=tuple(self.logs))


def entry(kind: Any, name: str, began: float, ended: float, **facts: Any) -> Entry:
    """A line of the journal."""
    known = {"phase": "when", "verdict": Verdict.PASSED, **facts}
    return Entry(kind=kind, name=name, began=at(began), ended=at(ended), **known)


def journal_of(entries: list[Entry], **facts: Any) -> Journal:
    """The journal of a run with these entries."""
    known: dict[str, Any] = {
        "scenario": "poison",
        "file": "scenarios/poison.yaml",
        "title": "A processor that fails",
        "shows": "three receives, then the dead-letter queue",
        "account": "123456789012",
        "endpoint": "http://127.0.0.1:4566",
        "parameters": {"patience": "600"},
        "seed": 7,
        "clock": "virtual",
        "began": BEGAN,
        "ended": at(700),
        "wall_seconds": 3.5,
        "verdict": Verdict.FAILED,
        "explanation": ("deed.pdf stopped at TEXTRACT_STARTED; the hop that didn't happen: Bedrock",),
        **facts,
    }
    return Journal(entries=tuple(entries), **known)


def poison() -> tuple[Journal, Evidence]:
    """The whole story."""
    story = Story()
    behaviour = BehaviourDetail(label="a bad deployment", effect="error")
    story.happen(1, Kind.BEHAVIOUR_SET, "processor", "broken", behaviour)
    upload = entry("action", "upload", 2, 2, say="a deed arrives", tick=story.tick(), arguments={"key": "deed.pdf"})
    story.call(2, "s3", "PutObject", resources={"bucket": BUCKET, "key": "deed.pdf"})
    story.happen(
        2,
        Kind.RULE_MATCHED,
        "uploads",
        "e",
        DeliveryDetail(target="orchestrator", protocol="lambda", event="aws.s3 Object Created", origin=BUCKET),
    )
    story.happen(
        2,
        Kind.EVENT_FAILED,
        "uploads",
        "e",
        DeliveryDetail(
            target="orchestrator", protocol="lambda", attempt=1, error="THROTTLING: slow down", next_at=at(3)
        ),
    )
    story.happen(
        3, Kind.EVENT_DELIVERED, "uploads", "e", DeliveryDetail(target="orchestrator", protocol="lambda", attempt=2)
    )
    story.happen(3, Kind.INVOCATION_BEGAN, "orchestrator", "r0", InvocationDetail(asynchronous=True))
    story.call(3, "dynamodb", "PutItem", session="orchestrator", resources={"table": "tracking"})
    story.call(3, "sqs", "SendMessage", session="orchestrator", resources={"queue": "http://127.0.0.1:1/q/1/jobs"})
    story.happen(3, Kind.MESSAGE_SENT, "jobs", "m", MessageDetail())
    story.happen(
        4,
        Kind.INVOCATION_ENDED,
        "orchestrator",
        "r0",
        InvocationDetail(asynchronous=True, outcome=Outcome.SUCCEEDED, milliseconds=1000),
    )
    story.call(
        5,
        "sqs",
        "ReceiveMessage",
        caller="service",
        principal="lambda",
        resources={"queue": "http://x/jobs"},
        source="arn:aws:lambda:us-east-1:1:function:processor",
    )
    for number, moment in enumerate(RECEIVES, start=1):
        story.happen(moment, Kind.MESSAGE_RECEIVED, "jobs", "m", MessageDetail(receives=number, visible_at=at(moment)))
        story.call(moment, "lambda", "Invoke", caller="service", resources={"function": "processor"})
        story.happen(moment, Kind.INVOCATION_BEGAN, "processor", f"r{number}", InvocationDetail())
        story.happen(moment, Kind.BEHAVIOUR_APPLIED, "processor", "broken", behaviour)
        story.happen(
            moment,
            Kind.INVOCATION_ENDED,
            "processor",
            f"r{number}",
            InvocationDetail(outcome=Outcome.FAILED, error="KeyError", message="'fields'"),
        )
        story.log(moment, "processor", "began", correlation="proc-1", request=f"r{number}")
        story.log(moment, "processor", "KeyError: 'fields'", level="ERROR", request=f"r{number}")
        story.happen(moment + 180, Kind.MESSAGE_RETURNED, "jobs", "m", MessageDetail(receives=number))
    story.happen(BURIED, Kind.MESSAGE_MOVED, "jobs", "m", MessageDetail(receives=3, queue="jobs-dlq"))
    story.happen(BURIED, Kind.MESSAGE_SENT, "jobs-dlq", "m", MessageDetail(queue="jobs"))
    story.happen(600, Kind.ALARM_CHANGED, "jobs-dlq-not-empty", "ALARM", AlarmDetail(old="OK", new="ALARM", reason="1"))
    story.happen(600, Kind.STATE_ENTERED, "machine", "run", StateDetail(state="Work", event="TaskStateEntered"))
    story.happen(602, Kind.STATE_RETRIED, "machine", "run", StateDetail(state="Work", retry=1, error="Oops"))
    asked = entry(
        "probe",
        "status_of",
        2,
        700,
        say="it is done",
        phase="then",
        verdict=Verdict.FAILED,
        line=31,
        expected={"is": "COMPLETED"},
        seen="TEXTRACT_STARTED",
        asked=9,
        tick=story.tick(),
    )
    return journal_of([upload, asked]), story.evidence
