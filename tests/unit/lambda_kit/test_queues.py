"""SQS as the batch handlers need it."""

import boto3
from botocore.stub import Stubber

from lambda_kit.queues import SqsVisibility

ARN = "arn:aws:sqs:us-east-1:123456789012:queue.fifo"
URL = "https://queue.test/123456789012/queue.fifo"


def test_a_message_is_made_visible_on_the_queue_it_came_from_whose_url_is_looked_up_once() -> None:
    sqs = boto3.client("sqs", region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test")
    with Stubber(sqs) as stubber:
        asked = {"QueueName": "queue.fifo", "QueueOwnerAWSAccountId": "123456789012"}
        stubber.add_response("get_queue_url", {"QueueUrl": URL}, asked)
        for seconds in (30, 60):
            change = {"QueueUrl": URL, "ReceiptHandle": "handle", "VisibilityTimeout": seconds}
            stubber.add_response("change_message_visibility", {}, change)
        visibility = SqsVisibility(sqs)
        visibility.retry_after(ARN, "handle", 30)
        visibility.retry_after(ARN, "handle", 60)
        stubber.assert_no_pending_responses()
