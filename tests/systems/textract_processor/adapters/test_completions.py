"""Completion messages, on an SNS FIFO topic."""

import pytest

from tests.systems.textract_processor.adapters.conftest import StubbedClient
from tests.systems.textract_processor.world import NOON
from textract_processor.adapters.completions import FifoCompletions
from textract_processor.domain.events import Completion

TOPIC = "arn:aws:sns:us-east-1:000000000000:completions.fifo"


@pytest.mark.parametrize(("tag", "group"), [("proc-1", "proc-1"), (None, "job-1")])
def test_a_message_is_grouped_by_run_and_known_by_run_and_job(
    stubbed: StubbedClient, tag: str | None, group: str
) -> None:
    client, stubber = stubbed("sns")
    expected = {
        "TopicArn": TOPIC,
        "Message": "body",
        "MessageGroupId": group,
        "MessageDeduplicationId": f"{group}-job-1",
    }
    stubber.add_response("publish", {"MessageId": "m"}, expected)
    FifoCompletions(client, TOPIC).publish(Completion("job-1", "SUCCEEDED", tag, NOON), "body")
