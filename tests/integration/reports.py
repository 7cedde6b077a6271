"""Functions that report to a queue, which tests read by long polling."""

import json
import textwrap
from typing import Any

from harness.clients import Clients
from tests.integration.lambda_functions import Functions
from tests.integration.queues import awaited
from tests.waiting import PATIENCE

PREAMBLE = """
import json, os, boto3

sqs = boto3.client("sqs")

def report(value):
    sqs.send_message(QueueUrl=os.environ["REPORTS"], MessageBody=json.dumps(value))

"""


class Reports:
    """A queue to which a function's `report(value)` sends, and from which the test takes."""

    def __init__(self, aws: Clients) -> None:
        self._aws = aws
        self._sqs = aws.client("sqs")
        self.url: str = self._sqs.create_queue(QueueName="reports")["QueueUrl"]

    def take(self, count: int, patience: float = PATIENCE) -> list[Any]:
        """The next `count` reports; fewer when none arrives for `patience` seconds."""
        reports: list[Any] = []
        while len(reports) < count:
            messages = awaited(self._aws, self.url, patience, MaxNumberOfMessages=min(10, count - len(reports)))
            if not messages:
                break
            for message in messages:
                self._sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
                reports.append(json.loads(message["Body"]))
        return reports


def create_function(aws: Clients, source: str, **environment: str) -> str:
    """Create a function from the source of a `handler(event, context)` that may `report`; its name."""
    text = PREAMBLE + textwrap.dedent(source)
    return Functions(aws).create(text, Timeout=600, Environment={"Variables": environment})
