"""Tables that CloudFormation makes have everything that their template says."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from harness.clients import Clients
from tests.integration.stacks import AT_ONCE

Deploy = Callable[[dict[str, Any]], dict[str, str]]

TABLE: dict[str, Any] = {
    "TableName": "tracking",
    "BillingMode": "PAY_PER_REQUEST",
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "AttributeDefinitions": [
        {"AttributeName": "id", "AttributeType": "S"},
        {"AttributeName": "job", "AttributeType": "S"},
    ],
    "GlobalSecondaryIndexes": [
        {
            "IndexName": "job-index",
            "KeySchema": [{"AttributeName": "job", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "KEYS_ONLY"},
        }
    ],
    "StreamSpecification": {"StreamViewType": "NEW_AND_OLD_IMAGES"},
    "TimeToLiveSpecification": {"AttributeName": "ttl", "Enabled": True},
    "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
    "SSESpecification": {"SSEEnabled": True},
    "DeletionProtectionEnabled": False,
    "Tags": [{"Key": "system", "Value": "tests"}],
}


@pytest.fixture
def deploy(aws: Clients) -> Deploy:
    """Create or update the stack; the result is its outputs."""
    client = aws.client("cloudformation")
    made: list[str] = []

    def deploy(properties: dict[str, Any]) -> dict[str, str]:
        kind = "update" if made else "create"
        made.append(kind)
        getattr(client, f"{kind}_stack")(StackName="tables", TemplateBody=template(properties))
        waiter = client.get_waiter(f"stack_{kind}_complete")
        waiter.wait(StackName="tables", WaiterConfig=AT_ONCE)
        (stack,) = client.describe_stacks(StackName="tables")["Stacks"]
        return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}

    return deploy


def template(properties: dict[str, Any]) -> str:
    return json.dumps(
        {
            "Resources": {"Table": {"Type": "AWS::DynamoDB::Table", "Properties": properties}},
            "Outputs": {
                "Name": {"Value": {"Ref": "Table"}},
                "Arn": {"Value": {"Fn::GetAtt": ["Table", "Arn"]}},
                "StreamArn": {"Value": {"Fn::GetAtt": ["Table", "StreamArn"]}},
            },
        }
    )


def test_a_table_has_everything_that_its_template_says(aws: Clients, deploy: Deploy) -> None:
    outputs = deploy(TABLE)

    dynamodb = aws.client("dynamodb")
    table = dynamodb.describe_table(TableName="tracking")["Table"]
    backups = dynamodb.describe_continuous_backups(TableName="tracking")["ContinuousBackupsDescription"]
    assert outputs == {"Name": "tracking", "Arn": table["TableArn"], "StreamArn": table["LatestStreamArn"]}
    assert table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    (index,) = table["GlobalSecondaryIndexes"]
    assert (index["IndexName"], index["Projection"]) == ("job-index", {"ProjectionType": "KEYS_ONLY"})
    assert table["StreamSpecification"] == {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
    assert table["SSEDescription"]["Status"] == "ENABLED"
    assert dynamodb.describe_time_to_live(TableName="tracking")["TimeToLiveDescription"] == {
        "TimeToLiveStatus": "ENABLED",
        "AttributeName": "ttl",
    }
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"
    tags = {tag["Key"]: tag["Value"] for tag in dynamodb.list_tags_of_resource(ResourceArn=table["TableArn"])["Tags"]}
    assert tags["system"] == "tests"


def test_deletion_protection_comes_from_the_template(aws: Clients, deploy: Deploy) -> None:
    deploy({**TABLE, "DeletionProtectionEnabled": True})

    assert aws.client("dynamodb").describe_table(TableName="tracking")["Table"]["DeletionProtectionEnabled"]


def test_a_deleted_stack_leaves_no_table(aws: Clients, deploy: Deploy) -> None:
    deploy(TABLE)

    cloudformation = aws.client("cloudformation")
    cloudformation.delete_stack(StackName="tables")
    waiter = cloudformation.get_waiter("stack_delete_complete")
    waiter.wait(StackName="tables", WaiterConfig=AT_ONCE)

    assert aws.client("dynamodb").list_tables()["TableNames"] == []


def test_a_changed_template_changes_the_table_and_keeps_its_items(aws: Clients, deploy: Deploy) -> None:
    before = deploy(TABLE)
    dynamodb = aws.client("dynamodb")
    dynamodb.put_item(TableName="tracking", Item={"id": {"S": "kept"}, "job": {"S": "1"}})
    by_state = {
        "IndexName": "state-index",
        "KeySchema": [{"AttributeName": "state", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "ALL"},
    }

    after = deploy(
        {
            **TABLE,
            "AttributeDefinitions": [*TABLE["AttributeDefinitions"], {"AttributeName": "state", "AttributeType": "S"}],
            "GlobalSecondaryIndexes": [*TABLE["GlobalSecondaryIndexes"], by_state],
            "TimeToLiveSpecification": {"AttributeName": "expires", "Enabled": True},
            "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": False},
            "Tags": [{"Key": "owner", "Value": "us"}],
        }
    )

    table = dynamodb.describe_table(TableName="tracking")["Table"]
    backups = dynamodb.describe_continuous_backups(TableName="tracking")["ContinuousBackupsDescription"]
    tags = {tag["Key"]: tag["Value"] for tag in dynamodb.list_tags_of_resource(ResourceArn=table["TableArn"])["Tags"]}
    ttl = dynamodb.describe_time_to_live(TableName="tracking")["TimeToLiveDescription"]
    assert {index["IndexName"] for index in table["GlobalSecondaryIndexes"]} == {"job-index", "state-index"}
    assert ttl == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"}
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "DISABLED"
    assert (tags.get("owner"), tags.get("system")) == ("us", None)
    assert after == before
    assert dynamodb.scan(TableName="tracking")["Count"] == 1
