"""Queues, topics and rules take what a template says, and forget what it no longer says."""

import json
from typing import Any

from harness.clients import Clients
from tests.integration.evolving import ALLOW, DONE, Evolving, policy, queue_attributes, tags
from tests.integration.queues import awaited
from tests.integration.stacks import Stack, attribute, ref, resource


def test_a_queue_takes_new_attributes_and_forgets_removed_ones(aws: Clients, stack: Stack) -> None:
    queue = Evolving(stack, "SQS::Queue", {"Letters": resource("SQS::Queue")})
    redrive = {"deadLetterTargetArn": attribute("Letters"), "maxReceiveCount": 3}
    url = queue.begin(VisibilityTimeout=99, DelaySeconds=5, RedrivePolicy=redrive, Tags=tags(team="a", old="1"))

    assert queue.become(VisibilityTimeout=100, MessageRetentionPeriod=3600, Tags=tags(team="b")) == url

    attributes = queue_attributes(aws, url)
    assert attributes["VisibilityTimeout"] == "100"
    assert attributes["MessageRetentionPeriod"] == "3600"
    assert attributes["DelaySeconds"] == "0"
    assert "RedrivePolicy" not in attributes
    assert aws.client("sqs").list_queue_tags(QueueUrl=url)["Tags"] == {"team": "b"}


def test_a_queue_policy_moves_from_queue_to_queue(aws: Clients, stack: Stack) -> None:
    queues = {"One": resource("SQS::Queue"), "Two": resource("SQS::Queue")}
    attached = Evolving(stack, "SQS::QueuePolicy", queues)
    attached.begin(Queues=[ref("One")], PolicyDocument=policy(ALLOW))

    attached.become(Queues=[ref("Two")], PolicyDocument=policy(ALLOW))

    assert "Policy" not in queue_attributes(aws, stack.resources()["One"])
    assert json.loads(queue_attributes(aws, stack.resources()["Two"])["Policy"]) == policy(ALLOW)


def test_a_topic_takes_new_attributes_and_forgets_removed_ones(aws: Clients, stack: Stack) -> None:
    topic, sns = Evolving(stack, "SNS::Topic"), aws.client("sns")
    fifo = {"TopicName": "t.fifo", "FifoTopic": True}
    arn = topic.begin(**fifo, ContentBasedDeduplication=True, DisplayName="old", Tags=tags(a="1", b="1"))

    assert topic.become(**fifo, Tags=tags(b="2")) == arn

    attributes = sns.get_topic_attributes(TopicArn=arn)["Attributes"]
    assert attributes["ContentBasedDeduplication"] == "false"
    assert attributes["DisplayName"] == ""
    assert sns.list_tags_for_resource(ResourceArn=arn)["Tags"] == tags(b="2")


def test_a_subscription_takes_new_attributes_and_forgets_removed_ones(aws: Clients, stack: Stack) -> None:
    others = {"Topic": resource("SNS::Topic"), "Queue": resource("SQS::Queue"), "Letters": resource("SQS::Queue")}
    subscription = Evolving(stack, "SNS::Subscription", others)
    where = {"TopicArn": ref("Topic"), "Protocol": "sqs", "Endpoint": attribute("Queue")}
    redrive = {"deadLetterTargetArn": attribute("Letters")}
    arn = subscription.begin(**where, RedrivePolicy=redrive, FilterPolicy={"kind": ["deed"]})

    body = {"FilterPolicyScope": "MessageBody", "FilterPolicy": {"document": {"kind": ["deed"]}}}
    assert subscription.become(**where, **body, RawMessageDelivery=True) == arn

    attributes = aws.client("sns").get_subscription_attributes(SubscriptionArn=arn)["Attributes"]
    assert json.loads(attributes["FilterPolicy"]) == body["FilterPolicy"]
    assert attributes["RawMessageDelivery"] == "true"
    assert "RedrivePolicy" not in attributes

    subscription.become(**where)
    topic = stack.resources()["Topic"]
    aws.client("sns").publish(TopicArn=topic, Message="unfiltered")
    assert len(awaited(aws, stack.resources()["Queue"])) == 1


def test_a_topic_policy_is_changed_and_taken_back(aws: Clients, stack: Stack) -> None:
    topics = {"One": resource("SNS::Topic"), "Two": resource("SNS::Topic")}
    attached = Evolving(stack, "SNS::TopicPolicy", topics)
    document = policy({**ALLOW, "Sid": "Ours", "Action": "sns:Publish"})

    def sids(name: str) -> list[str]:
        attributes = aws.client("sns").get_topic_attributes(TopicArn=stack.resources()[name])["Attributes"]
        return [statement["Sid"] for statement in json.loads(attributes["Policy"])["Statement"]]

    attached.begin(Topics=[ref("One")], PolicyDocument=document)
    attached.become(Topics=[ref("Two")], PolicyDocument=document)

    assert sids("Two") == ["Ours"]
    assert sids("One") != ["Ours"]


def test_a_rule_on_a_bus_of_its_own_changes_pattern_and_targets(aws: Clients, stack: Stack) -> None:
    others = {"Bus": resource("Events::EventBus", Name="own"), "Queue": resource("SQS::Queue")}
    rule, events = Evolving(stack, "Events::Rule", others), aws.client("events")

    def target(name: str) -> dict[str, Any]:
        return {"Id": name, "Arn": attribute("Queue")}

    pattern = {"source": ["one"]}
    identity = rule.begin(EventBusName=ref("Bus"), EventPattern=pattern, Targets=[target("a"), target("b")])
    changed = {"source": ["two"], "detail": {"n": [{"numeric": [">", 3]}]}}
    assert (
        rule.become(EventBusName=ref("Bus"), EventPattern=changed, Targets=[target("b")], State="DISABLED") == identity
    )

    found = events.list_rules(EventBusName="own")["Rules"]
    targets = events.list_targets_by_rule(EventBusName="own", Rule=found[0]["Name"])["Targets"]
    assert [(json.loads(each["EventPattern"]), each["State"]) for each in found] == [(changed, "DISABLED")]
    assert [each["Id"] for each in targets] == ["b"]


def test_a_rule_that_is_removed_is_gone_from_its_bus(aws: Clients, stack: Stack) -> None:
    bus = {"Bus": resource("Events::EventBus", Name="own"), "Queue": resource("SQS::Queue")}
    targets = [{"Id": "a", "Arn": attribute("Queue")}]
    rule = resource("Events::Rule", EventBusName=ref("Bus"), EventPattern={"source": ["x"]}, Targets=targets)
    stack.create({**bus, "Rule": rule})

    assert stack.update(bus) == DONE
    assert aws.client("events").list_rules(EventBusName="own")["Rules"] == []
