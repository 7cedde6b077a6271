"""Who did what to whom."""

from typing import Any

import pytest

from harness.engine.call import Call
from harness.engine.happening import DeliveryDetail, Kind, MessageDetail
from harness.report.scenario.call_rows import call_rows
from harness.report.scenario.hop import Hop
from harness.report.scenario.hops import hops_of
from harness.report.scenario.participants import EVENTS, SCENARIO, Participant, Sort, targets_of
from tests.unit.harness.report.scenario.story import BUCKET, Story, at, poison


def told(hops: list[Hop]) -> list[tuple[str, str, str, str]]:
    return [(hop.source.label, hop.target.label, hop.label, hop.error) for hop in hops]


def test_a_document_is_followed_from_the_upload_to_the_dead_letter_queue() -> None:
    _, evidence = poison()

    hops = told(hops_of(evidence.calls, evidence.happenings))

    assert hops[:5] == [
        ("Scenario", "central", "PutObject", ""),
        ("central", "EventBridge", "Object Created", ""),
        ("EventBridge", "orchestrator", "uploads", "THROTTLING: slow down"),
        ("EventBridge", "orchestrator", "uploads", ""),
        ("orchestrator", "tracking", "PutItem", ""),
    ]
    assert hops.count(("jobs", "processor", "Invoke", "")) == 3
    assert hops.count(("processor", "processor", "failed", "KeyError")) == 3
    assert ("jobs", "jobs-dlq", "dead letter", "received 3 times") in hops
    assert ("machine", "machine", "Work, retry 1", "") in hops


def test_what_is_simultaneous_keeps_its_order() -> None:
    story = Story()
    story.call(1, "s3", "PutObject", resources={"bucket": BUCKET})
    story.happen(1, Kind.MESSAGE_MOVED, "jobs", "m", MessageDetail(receives=1, queue="dead"))
    story.call(1, "sqs", "SendMessage", resources={"queue": "jobs"})

    labels = [hop.label for hop in hops_of(story.calls, story.happenings)]

    assert labels == ["PutObject", "dead letter", "SendMessage"]


def test_a_redrive_leads_from_where_the_message_was() -> None:
    story = Story()
    for queue, source in (("jobs", ""), ("dead", "jobs"), ("jobs", "jobs")):
        story.happen(1, Kind.MESSAGE_SENT, queue, "m", MessageDetail(queue=source))

    assert told(hops_of((), story.happenings)) == [("dead", "jobs", "redriven", "")]


def test_schedules_and_polls_are_routine_unless_they_fail() -> None:
    story = Story()
    story.happen(
        1, Kind.RULE_MATCHED, "tick", "e", DeliveryDetail("delivery", "f", "lambda", event="aws.events Scheduled Event")
    )
    story.happen(1, Kind.EVENT_DELIVERED, "tick", "e", DeliveryDetail("delivery", "f", "lambda"))
    story.happen(1, Kind.EVENT_FAILED, "tick", "e", DeliveryDetail("delivery", "f", "lambda", error="no"))
    story.call(1, "sqs", "ReceiveMessage", session="f", resources={"queue": "jobs"})
    story.call(1, "sqs", "SendMessage", session="f", resources={"queue": "jobs"})

    routine = [hop.routine for hop in hops_of(story.calls, story.happenings)]

    assert routine == [True, True, False, True, False]


@pytest.mark.parametrize(
    "facts",
    [
        {"operation": "CreateQueue", "service": "sqs"},
        {"operation": "GetQueueAttributes", "service": "sqs"},
        {"operation": "PutObject", "service": "s3", "resources": {"bucket": "rehearsal-artefacts-1-us-east-1"}},
        {"operation": "FilterLogEvents", "service": "logs"},
        {"operation": "CreateQueue", "service": "sqs", "caller": "service"},
        {"operation": "Invoke", "service": "lambda", "caller": "service", "principal": "events", "source": "arn:x"},
    ],
)
def test_deploying_looking_and_what_the_timeline_knows_better_are_no_hops(facts: dict[str, Any]) -> None:
    story = Story()
    story.call(1, **facts)

    assert hops_of(story.calls, ()) == []


@pytest.mark.parametrize(
    ("service", "resources", "targets"),
    [
        ("s3", {"bucket": BUCKET, "key": "k"}, [(Sort.BUCKET, "central")]),
        ("sqs", {"queue": "http://127.0.0.1:4566/queue/us-east-1/1/jobs.fifo"}, [(Sort.QUEUE, "jobs.fifo")]),
        ("sns", {"topic": "arn:aws:sns:us-east-1:1:done"}, [(Sort.TOPIC, "done")]),
        ("dynamodb", {"table": "tracking,results"}, [(Sort.TABLE, "tracking"), (Sort.TABLE, "results")]),
        ("lambda", {"function": "arn:aws:lambda:us-east-1:1:function:relay:live"}, [(Sort.FUNCTION, "relay")]),
        ("textract", {"bucket": BUCKET}, [(Sort.SERVICE, "Textract")]),
        ("bedrock-runtime", {"model": "nova"}, [(Sort.MODEL, "Bedrock")]),
        ("events", {}, [(EVENTS.sort, "EventBridge")]),
        ("stepfunctions", {"state machine": "arn:aws:states:us-east-1:1:stateMachine:m"}, [(Sort.MACHINE, "m")]),
    ],
)
def test_a_call_is_about_somebody(service: str, resources: dict[str, str], targets: list[tuple[Sort, str]]) -> None:
    call = Call(0, "1", "us-east-1", service, "Anything", 200, 1.0, resources=resources)

    assert [(target.sort, target.label) for target in targets_of(call)] == targets


def test_names_lose_only_what_all_share() -> None:
    assert Participant(Sort.BUCKET, "central-123456789012-us-east-1").label == "central"
    assert Participant(Sort.QUEUE, "jobs-2026").label == "jobs-2026"
    assert SCENARIO.label == "Scenario"


@pytest.mark.parametrize(("behaviour", "error"), [("", ""), ("b-1", "NoSuchKey")])
def test_a_lookup_that_finds_nothing_has_not_failed_unless_it_was_made_to(behaviour: str, error: str) -> None:
    story = Story()
    facts = {"session": "reader", "status": 404, "error": "NoSuchKey", "behaviour": behaviour}
    story.call(1, "s3", "HeadObject", resources={"bucket": BUCKET}, **facts)

    ((_, _, label, seen),) = told(hops_of(story.calls, ()))

    assert (label, seen) == ("HeadObject" if error else "HeadObject: not there", error)
    assert [row.bad for row in call_rows(story.calls, at(0)).rows] == [bool(error)]
