"""Hearing what services tell EventBridge."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from harness.clients import Clients


@dataclass
class Events:
    """A rule on the default bus, and the queue behind it."""

    sqs: Any
    queue: str
    heard: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def subscribe(cls, aws: Clients, source: str) -> "Events":
        """Make a queue that gets all events of a source."""
        sqs, events = aws.client("sqs"), aws.client("events")
        queue = sqs.create_queue(QueueName="events")["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        events.put_rule(Name="all", EventPattern=json.dumps({"source": [source]}))
        events.put_targets(Rule="all", Targets=[{"Id": "queue", "Arn": arn}])
        return cls(sqs, queue)

    def wait_for(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first such event; pytest's timeout ends a wait for one that never comes."""
        while True:
            for event in self.heard:
                if wanted(event):
                    return event
            answer = self.sqs.receive_message(QueueUrl=self.queue, WaitTimeSeconds=20)
            for message in answer.get("Messages", ()):
                self.heard.append(json.loads(message["Body"]))
                self.sqs.delete_message(QueueUrl=self.queue, ReceiptHandle=message["ReceiptHandle"])
