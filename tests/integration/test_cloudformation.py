"""Stacks: what isn't implemented is named, what fails is undone, what is deleted is gone."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from harness.clients import Clients
from tests.integration.stacks import Stack

UNKNOWN = {"Farm": {"Type": "AWS::Nowhere::Farm"}}
ROLE = {"Version": "2012-10-17", "Statement": []}


def queue(name: str | None = None, **properties: Any) -> dict[str, Any]:
    named = {"QueueName": name} if name else {}
    return {"Type": "AWS::SQS::Queue", "Properties": {**named, **properties}}


def broken(*after: str) -> dict[str, Any]:
    """A resource that Lambda refuses: a mapping to a function that doesn't exist."""
    source = "arn:aws:sqs:us-east-1:000000000000:nothing"
    properties = {"EventSourceArn": source, "FunctionName": "nobody"}
    return {"Type": "AWS::Lambda::EventSourceMapping", "Properties": properties, "DependsOn": list(after)}


def queues(aws: Clients) -> set[str]:
    return {url.rsplit("/", 1)[1] for url in aws.client("sqs").list_queues().get("QueueUrls", [])}


def test_an_unknown_resource_type_is_named_and_nothing_is_deployed(aws: Clients, stack: Stack) -> None:
    with pytest.raises(ClientError, match=r"Unrecognized resource types: \[AWS::Nowhere::Farm\]"):
        stack.create({"Known": queue("known"), **UNKNOWN})

    assert queues(aws) == set()


@pytest.mark.parametrize("kind", ["CREATE", "UPDATE"])
def test_a_change_set_with_an_unknown_type_is_refused(stack: Stack, kind: str) -> None:
    if kind == "UPDATE":
        stack.create({"Known": queue("known")})

    with pytest.raises(ClientError, match=r"AWS::Nowhere::Farm"):
        stack.change_set({"Known": queue("known"), **UNKNOWN}, kind)


def test_a_failed_creation_is_undone_and_says_why(aws: Clients, stack: Stack) -> None:
    status = stack.create({"First": queue("first"), "Broken": broken("First")})

    assert status == "ROLLBACK_COMPLETE"
    assert "Function does not exist" in stack.reasons()["Broken"]
    assert queues(aws) == set()


def test_a_stack_that_failed_can_be_deleted_and_created_again(aws: Clients, stack: Stack) -> None:
    stack.create({"First": queue("first"), "Broken": broken("First")})

    assert stack.delete() == "DELETE_COMPLETE"
    assert stack.create({"First": queue("first")}) == "CREATE_COMPLETE"
    assert queues(aws) == {"first"}


def test_a_rolled_back_creation_can_not_be_updated(stack: Stack) -> None:
    stack.create({"Broken": broken()})

    with pytest.raises(ClientError, match="is in ROLLBACK_COMPLETE state and can not be updated"):
        stack.update({"First": queue("first")})


def test_a_failed_update_restores_what_was_there(aws: Clients, stack: Stack) -> None:
    stack.create({"Kept": queue("kept", VisibilityTimeout=30), "Unwanted": queue("unwanted")})

    status = stack.update(
        {"Kept": queue("kept", VisibilityTimeout=60), "Added": queue("added"), "Broken": broken("Kept", "Added")}
    )

    assert status == "UPDATE_ROLLBACK_COMPLETE"
    assert queues(aws) == {"kept", "unwanted"}
    kept = aws.client("sqs").get_queue_url(QueueName="kept")["QueueUrl"]
    attributes = aws.client("sqs").get_queue_attributes(QueueUrl=kept, AttributeNames=["VisibilityTimeout"])
    assert attributes["Attributes"]["VisibilityTimeout"] == "30"


def test_after_a_failed_update_the_next_one_starts_from_the_old_state(aws: Clients, stack: Stack) -> None:
    outputs = {"Outputs": {"Url": {"Value": {"Ref": "Kept"}}}}
    stack.create({"Kept": queue("kept")}, **outputs)
    stack.update({"Kept": queue("kept", VisibilityTimeout=60), "Broken": broken("Kept")}, **outputs)

    assert stack.update({"Kept": queue("kept", VisibilityTimeout=90)}, **outputs) == "UPDATE_COMPLETE"
    assert stack.outputs()["Url"].endswith("/kept")
    assert stack.delete() == "DELETE_COMPLETE"
    assert queues(aws) == set()


def test_a_failed_change_set_is_undone_too(aws: Clients, stack: Stack) -> None:
    stack.change_set({"First": queue("first"), "Broken": broken("First")}, "CREATE")

    assert stack.execute("stack_create_complete") == "ROLLBACK_COMPLETE"
    assert queues(aws) == set()


def test_an_update_without_changes_is_refused_in_cloudformations_words(stack: Stack) -> None:
    stack.create({"First": queue("first")})

    with pytest.raises(ClientError, match="No updates are to be performed"):
        stack.update({"First": queue("first")})


def test_a_replaced_resource_stays_listed_and_the_old_one_goes(aws: Clients, stack: Stack) -> None:
    stack.create({"First": queue("old")})

    assert stack.update({"First": queue("new")}) == "UPDATE_COMPLETE"
    assert queues(aws) == {"new"}
    assert stack.resources()["First"].endswith("/new")


def test_a_resource_that_can_not_be_deleted_fails_the_deletion(aws: Clients, stack: Stack, account: str) -> None:
    bucket = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": f"full-{account}"}}
    stack.create({"Bucket": bucket, "First": queue("first")})
    aws.client("s3").put_object(Bucket=f"full-{account}", Key="a", Body=b"content")

    assert stack.delete() == "DELETE_FAILED"
    assert "not empty" in stack.reasons()["Bucket"]
    assert queues(aws) == set()

    aws.client("s3").delete_object(Bucket=f"full-{account}", Key="a")
    assert stack.delete() == "DELETE_COMPLETE"


def test_a_dashboard_is_created_changed_and_deleted(aws: Clients, stack: Stack) -> None:
    def dashboard(title: str) -> dict[str, Any]:
        widgets = {"widgets": [{"type": "text", "properties": {"markdown": title}}]}
        properties = {"DashboardName": "overview", "DashboardBody": json.dumps(widgets)}
        return {"Overview": {"Type": "AWS::CloudWatch::Dashboard", "Properties": properties}}

    cloudwatch = aws.client("cloudwatch")

    assert stack.create(dashboard("one")) == "CREATE_COMPLETE"
    assert stack.update(dashboard("two")) == "UPDATE_COMPLETE"
    assert "two" in cloudwatch.get_dashboard(DashboardName="overview")["DashboardBody"]
    assert stack.delete() == "DELETE_COMPLETE"
    assert cloudwatch.list_dashboards()["DashboardEntries"] == []


def test_a_deleted_stack_leaves_no_function_mapping_or_log_group(aws: Clients, stack: Stack) -> None:
    function = {
        "FunctionName": "consumer",
        "Runtime": "python3.11",
        "Handler": "index.handler",
        "Role": {"Fn::GetAtt": ["Role", "Arn"]},
        "Code": {"ZipFile": "def handler(event, context):\n    print('here')\n"},
    }
    mapping = {"EventSourceArn": {"Fn::GetAtt": ["Work", "Arn"]}, "FunctionName": {"Ref": "Function"}}
    stack.create(
        {
            "Logs": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "/aws/lambda/consumer"}},
            "Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": ROLE}},
            "Work": queue("work"),
            "Function": {"Type": "AWS::Lambda::Function", "Properties": function, "DependsOn": "Logs"},
            "Mapping": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": mapping},
        }
    )
    aws.client("lambda").invoke(FunctionName="consumer")

    assert stack.delete() == "DELETE_COMPLETE"
    assert aws.client("lambda").list_functions()["Functions"] == []
    assert aws.client("lambda").list_event_source_mappings()["EventSourceMappings"] == []
    assert aws.client("logs").describe_log_groups()["logGroups"] == []
    assert aws.client("iam").list_roles()["Roles"] == []
    assert queues(aws) == set()
