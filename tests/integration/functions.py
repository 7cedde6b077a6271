"""Functions for tests of what calls functions: they report to a queue, which tests read by long polling."""

import io
import json
import textwrap
import zipfile
from typing import Any

from harness.clients import Clients

REPORTING = """
    import json, os, boto3
    sqs = boto3.client("sqs")
    def report(value):
        sqs.send_message(QueueUrl=os.environ["REPORTS"], MessageBody=json.dumps(value))
"""


class Reports:
    """A queue to which a function's `report(value)` sends, and from which the test takes."""

    def __init__(self, aws: Clients, name: str = "reports") -> None:
        self._sqs = aws.client("sqs")
        self.url: str = self._sqs.create_queue(QueueName=name)["QueueUrl"]

    def take(self, count: int, patience: int = 20) -> list[Any]:
        """The next `count` reports; fewer when none arrives for `patience` seconds."""
        reports: list[Any] = []
        while len(reports) < count:
            answer = self._sqs.receive_message(
                QueueUrl=self.url, MaxNumberOfMessages=min(10, count - len(reports)), WaitTimeSeconds=patience
            )
            if "Messages" not in answer:
                break
            for message in answer["Messages"]:
                self._sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
                reports.append(json.loads(message["Body"]))
        return reports


def create_function(aws: Clients, name: str, source: str, **environment: str) -> str:
    """Create a function from a module with `handler(event, context)`, wait until it is active, return its ARN."""
    lambda_ = aws.client("lambda")
    created = lambda_.create_function(
        FunctionName=name,
        Runtime="python3.11",
        Handler="index.handler",
        Timeout=60,
        Role=f"arn:aws:iam::{aws.account}:role/test",
        Code={"ZipFile": _zip(textwrap.dedent(REPORTING) + textwrap.dedent(source))},
        Environment={"Variables": environment},
    )
    lambda_.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig={"Delay": 0.05})
    return str(created["FunctionArn"])


def create_queue(aws: Clients, name: str, **attributes: Any) -> tuple[str, str]:
    """Create a queue; its URL and its ARN. Attributes that are no strings are written as JSON."""
    sqs = aws.client("sqs")
    texts = {key: value if isinstance(value, str) else json.dumps(value) for key, value in attributes.items()}
    url = sqs.create_queue(QueueName=name, Attributes=texts)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    return url, arn


def _zip(source: str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("index.py", source)
    return archive.getvalue()
