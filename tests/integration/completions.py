"""Hearing of the ends of jobs that services announce to topics."""

import json
from dataclasses import dataclass, field
from typing import Any

from harness.clients import Clients


@dataclass
class Completions:
    """A topic and the queue behind it."""

    sqs: Any
    queue: str
    channel: dict[str, str]
    heard: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def subscribe(cls, clients: Clients, service: str = "textract") -> "Completions":
        """Make a topic whose messages can be waited for, and a role that lets the service publish to it."""
        sns, sqs = clients.client("sns"), clients.client("sqs")
        topic = sns.create_topic(Name=f"{service}-test")["TopicArn"]
        queue = sqs.create_queue(QueueName="completions")["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})
        return cls(sqs, queue, {"SNSTopicArn": topic, "RoleArn": publisher(clients.client("iam"), service, topic)})

    def wait_for(self, job_id: str) -> dict[str, Any]:
        """The completion message of a job; pytest's timeout ends a wait for one that never comes."""
        while job_id not in self.heard:
            answer = self.sqs.receive_message(QueueUrl=self.queue, WaitTimeSeconds=20)
            for message in answer.get("Messages", ()):
                body = json.loads(message["Body"])
                self.heard[body["JobId"]] = body
                self.sqs.delete_message(QueueUrl=self.queue, ReceiptHandle=message["ReceiptHandle"])
        return self.heard[job_id]


def publisher(iam: Any, service: str, topic: str) -> str:
    """Make a role that lets a service publish to a topic; the answer is its ARN."""
    principal = {"Service": f"{service}.amazonaws.com"}
    trust = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    may = {"Effect": "Allow", "Action": "sns:Publish", "Resource": topic}
    role = iam.create_role(RoleName=f"{service}-publisher", AssumeRolePolicyDocument=_policy(trust))["Role"]
    iam.put_role_policy(RoleName=role["RoleName"], PolicyName="notify", PolicyDocument=_policy(may))
    return str(role["Arn"])


def _policy(statement: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
