"""Queues and their policies."""

from harness.engine.plugins.cloudformation.updates.change import Change
from harness.engine.plugins.cloudformation.updates.kind import Kind, each
from harness.engine.plugins.cloudformation.updates.puts import PutAndWithdraw
from harness.engine.plugins.cloudformation.updates.tags import Tags
from harness.engine.plugins.cloudformation.updates.text import as_text

ATTRIBUTES = {
    "DelaySeconds": 0,
    "MaximumMessageSize": 1_048_576,
    "MessageRetentionPeriod": 345_600,
    "ReceiveMessageWaitTimeSeconds": 0,
    "VisibilityTimeout": 30,
    "RedrivePolicy": "",
    "RedriveAllowPolicy": "",
    "KmsMasterKeyId": "",
    "KmsDataKeyReusePeriodSeconds": 300,
    "SqsManagedSseEnabled": True,
    "ContentBasedDeduplication": False,
    "DeduplicationScope": "queue",
    "FifoThroughputLimit": "perQueue",
}
"""Attributes of a queue with their defaults. SQS API Reference, "SetQueueAttributes"."""


def set_attributes(change: Change) -> None:
    """Set what changes in one call, so that a refused value leaves the queue as it was."""
    attributes = {name: as_text(value) for name, value in change.wanted(ATTRIBUTES).items()}
    change.client("sqs").set_queue_attributes(QueueUrl=change.model["QueueUrl"], Attributes=attributes)


TAGS = Tags("sqs", target="QueueUrl", identity="QueueUrl", tag="tag_queue", untag="untag_queue", as_map=True)

KINDS = {
    "AWS::SQS::Queue": Kind({**each(set_attributes, ATTRIBUTES), "Tags": TAGS}),
    "AWS::SQS::QueuePolicy": Kind(each(PutAndWithdraw(("Queues",)), ("PolicyDocument", "Queues"))),
}
