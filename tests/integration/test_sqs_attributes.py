"""A queue's attributes have AWS's ranges."""

import pytest
from botocore.exceptions import ClientError

from harness.clients import Clients


@pytest.mark.parametrize(
    ("attribute_name", "value"),
    [
        ("DelaySeconds", "901"),
        ("MaximumMessageSize", "1023"),
        ("MessageRetentionPeriod", "-5"),
        ("ReceiveMessageWaitTimeSeconds", "21"),
        ("VisibilityTimeout", "43201"),
        ("VisibilityTimeout", "soon"),
    ],
)
@pytest.mark.parametrize("fifo", [False, True])
def test_impossible_attributes_of_a_queue_are_refused(
    aws: Clients, attribute_name: str, value: str, fifo: bool
) -> None:
    sqs, wrong = aws.client("sqs"), {attribute_name: value}
    kind, suffix = ({"FifoQueue": "true"}, ".fifo") if fifo else ({}, "")
    url = sqs.create_queue(QueueName=f"good{suffix}", Attributes=kind)["QueueUrl"]
    message = f"Invalid value for the parameter {attribute_name}"

    with pytest.raises(ClientError, match=message) as created:
        sqs.create_queue(QueueName=f"bad{suffix}", Attributes={**kind, **wrong})
    with pytest.raises(ClientError, match=message):
        sqs.set_queue_attributes(QueueUrl=url, Attributes=wrong)

    assert created.value.response["Error"]["Code"] == "InvalidAttributeValue"
    assert sqs.list_queues()["QueueUrls"] == [url]
