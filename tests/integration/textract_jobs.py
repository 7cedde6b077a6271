"""What tests of Textract jobs share: uploading, hearing of completions, collecting blocks."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from harness.clients import Clients

BUCKET_PREFIX = "textract-test-"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "textract.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}


def upload(s3: Any, bucket: str, key: str, path: Path) -> dict[str, Any]:
    """Put a file into a bucket; the answer is Textract's DocumentLocation."""
    s3.put_object(Bucket=bucket, Key=key, Body=path.read_bytes())
    return {"S3Object": {"Bucket": bucket, "Name": key}}


def all_blocks(textract: Any, job_id: str, limit: int = 1000) -> list[dict[str, Any]]:
    """Follow NextToken to the end."""
    blocks: list[dict[str, Any]] = []
    request = {"JobId": job_id, "MaxResults": limit}
    while True:
        answer = textract.get_document_analysis(**request)
        assert len(answer["Blocks"]) <= limit
        blocks += answer["Blocks"]
        if "NextToken" not in answer:
            return blocks
        request["NextToken"] = answer["NextToken"]


def publisher(iam: Any, topic: str) -> str:
    """Make a role that lets Textract publish to a topic; the answer is its ARN."""
    role = iam.create_role(RoleName="textract-publisher", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]
    may = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sns:Publish", "Resource": topic}]}
    iam.put_role_policy(RoleName=role["RoleName"], PolicyName="notify", PolicyDocument=json.dumps(may))
    return str(role["Arn"])


@dataclass
class Completions:
    """A topic and the queue behind it."""

    sqs: Any
    queue: str
    channel: dict[str, str]
    heard: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def subscribe(cls, clients: Clients) -> "Completions":
        """Make a topic whose messages can be waited for, and a role that lets Textract publish to it."""
        sns, sqs = clients.client("sns"), clients.client("sqs")
        topic = sns.create_topic(Name="AmazonTextract-test")["TopicArn"]
        queue = sqs.create_queue(QueueName="completions")["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})
        return cls(sqs, queue, {"SNSTopicArn": topic, "RoleArn": publisher(clients.client("iam"), topic)})

    def wait_for(self, job_id: str) -> dict[str, Any]:
        """The completion message of a job; pytest's timeout ends a wait for one that never comes."""
        while job_id not in self.heard:
            answer = self.sqs.receive_message(QueueUrl=self.queue, WaitTimeSeconds=20)
            for message in answer.get("Messages", ()):
                body = json.loads(message["Body"])
                self.heard[body["JobId"]] = body
                self.sqs.delete_message(QueueUrl=self.queue, ReceiptHandle=message["ReceiptHandle"])
        return self.heard[job_id]
