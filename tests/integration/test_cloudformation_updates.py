"""Updates of stacks take effect on the resources, or fail, say why and are undone."""

import json
from typing import Any

from harness.clients import Clients
from tests.integration.evolving import (
    ALLOW,
    DONE,
    UNDONE,
    Evolving,
    describe,
    keyed,
    policy,
    queue_attributes,
    tags,
    trust,
)
from tests.integration.stacks import Stack, attribute, ref, resource


def test_an_update_that_nobody_implements_fails_with_type_and_name(aws: Clients, stack: Stack) -> None:
    roles = {name: resource("IAM::Role", RoleName=name, AssumeRolePolicyDocument=trust()) for name in ("One", "Two")}
    profile = Evolving(stack, "IAM::InstanceProfile", roles)
    name = profile.begin(Roles=[ref("One")])

    reason = profile.fail_to_become(Roles=[ref("Two")])

    assert reason.startswith("AWS::IAM::InstanceProfile It can't be updated in this engine")
    assert "`rehearse destroy` and deploy again" in reason
    found = aws.client("iam").get_instance_profile(InstanceProfileName=name)["InstanceProfile"]
    assert [role["RoleName"] for role in found["Roles"]] == ["One"]


def test_a_property_that_nobody_can_change_is_named(stack: Stack) -> None:
    topic = Evolving(stack, "SNS::Topic")
    topic.begin(DisplayName="a")

    reason = topic.fail_to_become(DisplayName="b", DataProtectionPolicy={"Name": "p"})

    assert "nothing here can change its DataProtectionPolicy" in reason


def test_what_was_updated_before_the_failure_is_restored(aws: Clients, stack: Stack) -> None:
    stack.create(
        {
            "First": resource("SQS::Queue", VisibilityTimeout=30),
            "Second": resource("SQS::Queue", depends_on="First", VisibilityTimeout=30, Tags=tags(a="1")),
        }
    )

    status = stack.update(
        {
            "First": resource("SQS::Queue", VisibilityTimeout=60),
            "Second": resource("SQS::Queue", depends_on="First", VisibilityTimeout=99_999, Tags=tags(a="2")),
        }
    )

    assert status == UNDONE
    assert "Invalid value for the parameter VisibilityTimeout" in stack.reasons()["Second"]
    assert queue_attributes(aws, stack.resources()["First"])["VisibilityTimeout"] == "30"
    assert queue_attributes(aws, stack.resources()["Second"])["VisibilityTimeout"] == "30"


def test_a_half_done_update_is_undone(aws: Clients, stack: Stack) -> None:
    role = Evolving(stack, "IAM::Role")
    name = role.begin(AssumeRolePolicyDocument=trust("lambda"))

    missing = "arn:aws:iam::aws:policy/NoSuchPolicy"
    role.fail_to_become(AssumeRolePolicyDocument=trust("states"), ManagedPolicyArns=[missing])

    found = aws.client("iam").get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"]
    assert found == trust("lambda")


def test_a_half_done_update_of_a_table_is_undone(aws: Clients, stack: Stack) -> None:
    table = Evolving(stack, "DynamoDB::Table")
    image = {"StreamSpecification": {"StreamViewType": "NEW_IMAGE"}}
    name = table.begin(**keyed("id", "old"), **image)
    before = describe(aws, name)

    incomplete = {"PointInTimeRecoverySpecification": {"RecoveryPeriodInDays": 3}}
    table.fail_to_become(**keyed("id", "new"), **image, **incomplete)

    after = describe(aws, name)
    assert [index["IndexName"] for index in after["GlobalSecondaryIndexes"]] == ["by-old"]
    assert after["LatestStreamArn"] == before["LatestStreamArn"]


def test_after_a_failed_update_the_next_one_succeeds(aws: Clients, stack: Stack) -> None:
    queue = Evolving(stack, "SQS::Queue")
    url = queue.begin(DelaySeconds=1)
    queue.fail_to_become(DelaySeconds=901)

    assert queue.become(DelaySeconds=2) == url
    assert queue_attributes(aws, url)["DelaySeconds"] == "2"


def test_resources_come_and_go(aws: Clients, stack: Stack) -> None:
    stack.create({"Kept": resource("SQS::Queue"), "Old": resource("SNS::Topic")})

    assert stack.update({"Kept": resource("SQS::Queue"), "New": resource("SNS::Topic")}) == DONE

    assert [topic["TopicArn"] for topic in aws.client("sns").list_topics()["Topics"]] == [stack.resources()["New"]]


def test_dependants_see_the_identity_of_what_was_replaced(aws: Clients, stack: Stack) -> None:
    def resources(name: str) -> dict[str, Any]:
        queue = resource("SQS::Queue", QueueName=name)
        document = policy({**ALLOW, "Resource": attribute("Queue")})
        return {"Queue": queue, "Policy": resource("SQS::QueuePolicy", Queues=[ref("Queue")], PolicyDocument=document)}

    stack.create(resources("old"))
    assert stack.update(resources("new")) == DONE

    assert aws.client("sqs").list_queues()["QueueUrls"] == [stack.resources()["Queue"]]
    document = json.loads(queue_attributes(aws, stack.resources()["Queue"])["Policy"])
    assert document["Statement"][0]["Resource"].endswith(":new")


def test_a_change_that_keeps_the_identity_replaces_no_dependant(stack: Stack) -> None:
    def resources(display: str) -> dict[str, Any]:
        return {
            "Topic": resource("SNS::Topic", DisplayName=display),
            "Queue": resource("SQS::Queue"),
            "Subscription": resource(
                "SNS::Subscription", TopicArn=ref("Topic"), Protocol="sqs", Endpoint=attribute("Queue")
            ),
        }

    stack.create(resources("a"))
    before = stack.resources()["Subscription"]

    assert stack.update(resources("b")) == DONE
    assert stack.resources()["Subscription"] == before


def test_a_name_that_is_given_later_replaces_the_generated_one(aws: Clients, stack: Stack) -> None:
    queue = Evolving(stack, "SQS::Queue")
    generated = queue.begin()

    named = queue.become(QueueName="mine")

    assert named != generated
    assert aws.client("sqs").list_queues()["QueueUrls"] == [named]


def test_a_resource_without_properties_left_stays_the_same_resource(aws: Clients, stack: Stack) -> None:
    queue = Evolving(stack, "SQS::Queue")
    url = queue.begin(DelaySeconds=5)

    assert queue.become() == url
    assert queue_attributes(aws, url)["DelaySeconds"] == "0"
    assert queue.become(DelaySeconds=6) == url
    assert aws.client("sqs").list_queues()["QueueUrls"] == [url]


def test_a_table_gets_new_keys_by_replacement(aws: Clients, stack: Stack) -> None:
    table = Evolving(stack, "DynamoDB::Table")
    old = table.begin(**keyed("a"))

    new = table.become(**keyed("b"))

    assert aws.client("dynamodb").list_tables()["TableNames"] == [new] != [old]
    assert describe(aws, new)["KeySchema"] == [{"AttributeName": "b", "KeyType": "HASH"}]


def test_a_table_with_a_name_of_its_own_can_not_be_replaced(aws: Clients, stack: Stack) -> None:
    table = Evolving(stack, "DynamoDB::Table")
    table.begin(TableName="mine", **keyed("a"))

    reason = table.fail_to_become(TableName="mine", **keyed("b"))

    assert reason.endswith("Rename mine and update the stack again.")
    assert describe(aws, "mine")["KeySchema"][0]["AttributeName"] == "a"
