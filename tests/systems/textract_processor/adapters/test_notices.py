"""Notices of runs that have ended, on SNS."""

import json
from datetime import timedelta

from botocore.stub import ANY

from tests.systems.textract_processor.adapters.conftest import StubbedClient
from tests.systems.textract_processor.world import ARRIVAL, NOON
from textract_processor.adapters.notices import NoNotices, TopicNotices
from textract_processor.domain.events import Upload
from textract_processor.domain.tracking import Failure
from textract_processor.domain.transitions import failed, queued

TOPIC = "arn:aws:sns:us-east-1:000000000000:notices"
UPLOAD = Upload("bucket", "incoming/deed.pdf", "etag", "v1", NOON)
RECORD = failed(queued("proc-1", UPLOAD, None, ARRIVAL, timedelta(days=30)), Failure("TextractFailed", "no"), NOON)


def test_a_notice_tells_how_a_run_ended(stubbed: StubbedClient) -> None:
    client, stubber = stubbed("sns")
    attributes = {"status": {"DataType": "String", "StringValue": "FAILED"}}
    expected = {"TopicArn": TOPIC, "Message": ANY, "MessageAttributes": attributes}
    stubber.add_response("publish", {"MessageId": "1"}, expected)
    sent: list[str] = []
    client.meta.events.register("provide-client-params.sns.Publish", lambda params, **_: sent.append(params["Message"]))
    TopicNotices(client, TOPIC).announce(RECORD)
    assert json.loads(sent[0]) == {
        "processingId": "proc-1",
        "status": "FAILED",
        "bucket": "bucket",
        "key": "incoming/deed.pdf",
        "outputs": {},
        "missingPages": [],
        "error": {"code": "TextractFailed", "message": "no"},
    }


def test_without_a_topic_nothing_is_said() -> None:
    NoNotices().announce(RECORD)
