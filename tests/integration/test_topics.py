"""Topics on the way of a document: FIFO to FIFO, and what happens when a subscriber is gone."""

import json

from harness.clients import Clients
from tests.integration.queues import awaited, create_queue
from tests.integration.stacks import AT_ONCE


def test_a_fifo_topic_delivers_raw_in_order_and_each_message_once(aws: Clients) -> None:
    sns, sqs = aws.client("sns"), aws.client("sqs")
    topic = sns.create_topic(Name="done.fifo", Attributes={"FifoTopic": "true"})["TopicArn"]
    url, arn = create_queue(aws, "work.fifo", FifoQueue="true")
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})

    for job in ("one", "two", "one", "three"):
        sns.publish(
            TopicArn=topic, Message=json.dumps({"JobId": job}), MessageGroupId="deed", MessageDeduplicationId=job
        )

    bodies: list[str] = []
    while len(bodies) < 3:
        more = awaited(aws, url)
        assert more, f"only {bodies} came"
        for message in more:
            bodies.append(json.loads(message["Body"])["JobId"])
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    assert bodies == ["one", "two", "three"]
    assert "Messages" not in sqs.receive_message(QueueUrl=url, WaitTimeSeconds=1)


def test_a_message_for_a_function_that_is_gone_goes_to_the_subscriptions_dead_letter_queue(
    aws: Clients, account: str
) -> None:
    sns = aws.client("sns")
    topic = sns.create_topic(Name="done")["TopicArn"]
    url, arn = create_queue(aws, "dead")
    sns.subscribe(
        TopicArn=topic,
        Protocol="lambda",
        Endpoint=f"arn:aws:lambda:us-east-1:{account}:function:gone",
        Attributes={"RedrivePolicy": json.dumps({"deadLetterTargetArn": arn})},
    )

    sns.publish(TopicArn=topic, Message="job 7")

    (letter,) = awaited(aws, url)
    assert json.loads(letter["Body"])["Message"] == "job 7"


def test_a_redrive_policy_of_a_template_is_in_force(aws: Clients, account: str) -> None:
    dead = {"Fn::GetAtt": ["Dead", "Arn"]}
    subscription = {
        "TopicArn": {"Ref": "Topic"},
        "Protocol": "lambda",
        "Endpoint": f"arn:aws:lambda:us-east-1:{account}:function:gone",
        "RedrivePolicy": {"deadLetterTargetArn": dead},
    }
    template = {
        "Resources": {
            "Dead": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "dead"}},
            "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "done"}},
            "Subscription": {"Type": "AWS::SNS::Subscription", "Properties": subscription},
        }
    }
    aws.client("cloudformation").create_stack(StackName="topics", TemplateBody=json.dumps(template))
    waiter = aws.client("cloudformation").get_waiter("stack_create_complete")
    waiter.wait(StackName="topics", WaiterConfig=AT_ONCE)

    aws.client("sns").publish(TopicArn=f"arn:aws:sns:us-east-1:{account}:done", Message="job 7")

    url = aws.client("sqs").get_queue_url(QueueName="dead")["QueueUrl"]
    (letter,) = awaited(aws, url)
    assert json.loads(letter["Body"])["Message"] == "job 7"
