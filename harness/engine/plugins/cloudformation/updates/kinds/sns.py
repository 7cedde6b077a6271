"""Topics, their policies and their subscriptions."""

from harness.engine.plugins.cloudformation.updates.change import Change
from harness.engine.plugins.cloudformation.updates.kind import Kind, each
from harness.engine.plugins.cloudformation.updates.puts import PutAndWithdraw
from harness.engine.plugins.cloudformation.updates.tags import Tags
from harness.engine.plugins.cloudformation.updates.text import as_text

TOPIC_ATTRIBUTES = {
    "ContentBasedDeduplication": False,
    "DisplayName": "",
    "KmsMasterKeyId": "",
    "SignatureVersion": "1",
    "TracingConfig": "PassThrough",
}
"""Attributes of a topic with their defaults. SNS API Reference, "SetTopicAttributes"."""

SUBSCRIPTION_ATTRIBUTES = {
    "FilterPolicyScope": "MessageAttributes",
    "DeliveryPolicy": "{}",
    "FilterPolicy": "{}",
    "RawMessageDelivery": False,
    "RedrivePolicy": "",
}
"""Attributes of a subscription with their defaults. SNS API Reference, "SetSubscriptionAttributes".

A filter policy is judged by its scope, so the scope comes first.
"""


def set_topic_attributes(change: Change) -> None:
    """Set the attributes that change."""
    for name, value in change.wanted(TOPIC_ATTRIBUTES).items():
        change.client("sns").set_topic_attributes(
            TopicArn=change.model["TopicArn"], AttributeName=name, AttributeValue=as_text(value)
        )


def set_subscription_attributes(change: Change) -> None:
    """Set the attributes that change."""
    wanted = change.wanted(SUBSCRIPTION_ATTRIBUTES)
    for name in filter(wanted.__contains__, SUBSCRIPTION_ATTRIBUTES):
        change.client("sns").set_subscription_attributes(
            SubscriptionArn=change.model["Id"], AttributeName=name, AttributeValue=as_text(wanted[name])
        )


KINDS = {
    "AWS::SNS::Topic": Kind(
        {
            **each(set_topic_attributes, TOPIC_ATTRIBUTES),
            "Tags": Tags("sns", identity="TopicArn"),
        }
    ),
    "AWS::SNS::TopicPolicy": Kind(each(PutAndWithdraw(("Topics",)), ("PolicyDocument", "Topics"))),
    "AWS::SNS::Subscription": Kind(each(set_subscription_attributes, SUBSCRIPTION_ATTRIBUTES)),
}
