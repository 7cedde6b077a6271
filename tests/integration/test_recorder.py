"""The recorder: what was called, by whom, about what, and with which result."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from fakes.behaviour import Behaviour
from harness.behaviours import Behaviours
from harness.calls import Calls
from harness.clients import Clients
from harness.control import ControlError
from harness.engine.call import CALL, Call
from tests.integration.lambda_functions import Functions
from tests.integration.queues import awaited, create_queue
from tests.waiting import eventually

Find = Callable[..., list[Call]]


@pytest.fixture
def find(calls: Calls, account: str) -> Find:
    """Find calls of the test's own account."""
    return lambda **wanted: calls.find(account=account, **wanted)


def test_a_call_is_recorded_with_its_resources_and_result(aws: Clients, find: Find, account: str) -> None:
    s3, bucket = aws.client("s3"), f"deeds-{account}"
    s3.create_bucket(Bucket=bucket)
    answer = s3.put_object(Bucket=bucket, Key="incoming/a deed.pdf", Body=b"x" * 100)

    (call,) = find(operation="PutObject")

    assert call.resources == {"bucket": bucket, "key": "incoming/a deed.pdf"}
    assert (call.service, call.account, call.region, call.caller) == ("s3", account, "us-east-1", "client")
    assert (call.status, call.error) == (200, "")
    assert call.request_id == answer["ResponseMetadata"]["RequestId"]
    assert call.milliseconds > 0


def test_a_failed_call_has_its_error(aws: Clients, find: Find) -> None:
    with pytest.raises(ClientError):
        aws.client("dynamodb").get_item(TableName="nowhere", Key={"id": {"S": "1"}})
    with pytest.raises(ClientError):
        aws.client("sqs").get_queue_url(QueueName="nowhere")

    assert [(call.operation, call.status, call.error) for call in find(errors=True)] == [
        ("GetItem", 400, "ResourceNotFoundException"),
        ("GetQueueUrl", 400, "QueueDoesNotExist"),
    ]


def test_nothing_of_a_new_account_is_forgotten(aws: Clients, calls: Calls, account: str) -> None:
    aws.client("sqs").list_queues()
    assert calls.forgotten(account) == 0


def test_a_call_that_a_behaviour_changed_names_it(aws: Clients, behave: Behaviours, find: Find) -> None:
    said = {"id": "once", "effect": {"kind": "reset"}, "match": {"service": "sqs"}, "limit": {"count": 1}}
    behave.set(Behaviour.model_validate(said))

    aws.client("sqs").list_queues()

    # A call whose connection breaks is recorded after its caller knows, who may be back already.
    eventually(lambda: len(find(operation="ListQueues")) == 2)
    assert [call.behaviour for call in sorted(find(operation="ListQueues"), key=lambda call: call.time)] == ["once", ""]


def test_a_functions_calls_are_its_roles(aws: Clients, find: Find) -> None:
    functions = Functions(aws)
    name = functions.create("import boto3\ndef handler(event, context):\n    boto3.client('sqs').list_queues()\n")

    functions.invoke(name)

    (call,) = find(operation="ListQueues")
    assert (call.role, call.session, call.caller) == (functions.role, name, "client")


def test_calls_between_services_are_recorded_as_such_for_whom_they_are_made(aws: Clients, find: Find) -> None:
    sns = aws.client("sns")
    topic = sns.create_topic(Name="done")["TopicArn"]
    url, arn = create_queue(aws, "work")
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    sns.publish(TopicArn=topic, Message="hello")
    assert awaited(aws, url)

    eventually(lambda: len(find(operation="SendMessage")) == 1)
    (call,) = find(operation="SendMessage")
    assert (call.caller, call.principal, call.source) == ("service", "sns", topic)
    assert find(operation="SendMessage", caller="client") == []


def test_bodies_are_recorded_on_request_only_and_without_secrets(
    aws: Clients, calls: Calls, find: Find, account: str
) -> None:
    secrets = aws.client("secretsmanager")
    secrets.create_secret(Name="before", SecretString="hunter2")
    calls.keep_bodies(account)
    secrets.create_secret(Name="during", SecretString="hunter2")
    calls.keep_bodies(account, False)
    secrets.create_secret(Name="after", SecretString="hunter2")

    before, during, after = find(operation="CreateSecret")

    assert before.request is None
    assert during.request["Name"] == "during"
    assert during.response["Name"] == "during"
    assert after.request is None
    assert "hunter2" not in CALL.dump_json(during).decode()


def test_an_object_whose_bodies_are_recorded_arrives_whole(aws: Clients, calls: Calls, account: str) -> None:
    s3, bucket = aws.client("s3"), f"deeds-{account}"
    calls.keep_bodies(account)
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="deed", Body=b"x" * 100_000)

    assert s3.get_object(Bucket=bucket, Key="deed")["Body"].read() == b"x" * 100_000


def test_calls_can_be_followed(aws: Clients, calls: Calls, account: str) -> None:
    followed: Iterator[Call] = calls.follow(account=account, service="sqs")
    create_queue(aws, "work")

    operations = [next(followed).operation for _ in range(2)]
    aws.client("sqs").list_queues()

    assert [*operations, next(followed).operation] == ["CreateQueue", "GetQueueAttributes", "ListQueues"]


@pytest.mark.parametrize("wanted", [{"limit": 0}, {"servise": "s3"}, {"since": "yesterday"}])
def test_a_question_that_makes_no_sense_is_refused(calls: Calls, wanted: dict[str, Any]) -> None:
    with pytest.raises(ControlError, match="400"):
        calls.find(**wanted)
