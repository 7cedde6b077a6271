"""Buckets and tables take what a template says, and forget what it no longer says."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from harness.clients import Clients
from tests.integration.evolving import DONE, Evolving, describe, keyed, policy, tags
from tests.integration.stacks import Stack, attribute, ref, resource

RULE = {"Id": "old", "Status": "Enabled", "Prefix": "incoming/", "ExpirationInDays": 7}
BLOCK = {"BlockPublicAcls": True, "BlockPublicPolicy": True, "IgnorePublicAcls": True, "RestrictPublicBuckets": True}
KMS = {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}, "BucketKeyEnabled": True}


def test_a_bucket_has_all_its_configurations_from_the_beginning(aws: Clients, stack: Stack, account: str) -> None:
    bucket, s3 = Evolving(stack, "S3::Bucket"), aws.client("s3")
    name = bucket.begin(
        BucketName=f"full-{account}",
        BucketEncryption={"ServerSideEncryptionConfiguration": [KMS]},
        LifecycleConfiguration={"Rules": [RULE]},
        LoggingConfiguration={"DestinationBucketName": f"full-{account}", "LogFilePrefix": "log/"},
        OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
        PublicAccessBlockConfiguration=BLOCK,
    )

    rules = s3.get_bucket_lifecycle_configuration(Bucket=name)["Rules"]
    encryption = s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rules == [{"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "incoming/"}, "Expiration": {"Days": 7}}]
    assert encryption == [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}, "BucketKeyEnabled": True}]
    assert s3.get_bucket_logging(Bucket=name)["LoggingEnabled"] == {"TargetBucket": name, "TargetPrefix": "log/"}
    assert s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"] == BLOCK
    ownership = s3.get_bucket_ownership_controls(Bucket=name)["OwnershipControls"]
    assert ownership == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}


def test_a_bucket_takes_new_configurations_and_forgets_removed_ones(aws: Clients, stack: Stack, account: str) -> None:
    bucket, s3 = Evolving(stack, "S3::Bucket"), aws.client("s3")
    cors = {"CorsRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["*"]}]}
    name = bucket.begin(
        BucketName=f"changing-{account}",
        VersioningConfiguration={"Status": "Enabled"},
        NotificationConfiguration={"EventBridgeConfiguration": {"EventBridgeEnabled": True}},
        LifecycleConfiguration={"Rules": [RULE]},
        CorsConfiguration=cors,
        Tags=tags(team="a"),
    )
    s3.put_object(Bucket=name, Key="kept", Body=b"x")

    new = {**RULE, "Id": "new", "ExpirationInDays": 9}
    bucket.become(BucketName=name, LifecycleConfiguration={"Rules": [new]}, Tags=tags(team="b"))

    assert s3.get_bucket_lifecycle_configuration(Bucket=name)["Rules"][0]["Expiration"] == {"Days": 9}
    assert s3.get_bucket_versioning(Bucket=name)["Status"] == "Suspended"
    assert "EventBridgeConfiguration" not in s3.get_bucket_notification_configuration(Bucket=name)
    assert s3.get_bucket_tagging(Bucket=name)["TagSet"] == tags(team="b")
    with pytest.raises(ClientError, match="NoSuchCORSConfiguration"):
        s3.get_bucket_cors(Bucket=name)
    bucket.become(BucketName=name)
    with pytest.raises(ClientError, match="NoSuchLifecycleConfiguration"):
        s3.get_bucket_lifecycle_configuration(Bucket=name)
    assert s3.list_objects_v2(Bucket=name)["KeyCount"] == 1


def test_a_bucket_policy_is_changed(aws: Clients, stack: Stack, account: str) -> None:
    name = f"guarded-{account}"
    attached = Evolving(stack, "S3::BucketPolicy", {"Bucket": resource("S3::Bucket", BucketName=name)})

    def document(effect: str) -> dict[str, Any]:
        arn = f"arn:aws:s3:::{name}/*"
        return policy({"Effect": effect, "Principal": "*", "Action": "s3:GetObject", "Resource": arn})

    identity = attached.begin(Bucket=ref("Bucket"), PolicyDocument=document("Allow"))
    assert attached.become(Bucket=ref("Bucket"), PolicyDocument=document("Deny")) == identity

    assert json.loads(aws.client("s3").get_bucket_policy(Bucket=name)["Policy"]) == document("Deny")


def test_a_table_gains_and_loses_indexes_and_keeps_its_items(aws: Clients, stack: Stack) -> None:
    table, dynamodb = Evolving(stack, "DynamoDB::Table"), aws.client("dynamodb")
    name = table.begin(**keyed("id", "old", "kept"))
    dynamodb.put_item(TableName=name, Item={"id": {"S": "1"}, "kept": {"S": "k"}, "new": {"S": "n"}})

    assert table.become(**keyed("id", "kept", "new")) == name

    found = {index["IndexName"] for index in describe(aws, name)["GlobalSecondaryIndexes"]}
    assert found == {"by-kept", "by-new"}
    answer = dynamodb.query(
        TableName=name,
        IndexName="by-new",
        KeyConditionExpression="#new = :n",
        ExpressionAttributeNames={"#new": "new"},
        ExpressionAttributeValues={":n": {"S": "n"}},
    )
    assert answer["Count"] == 1


def test_a_tables_stream_is_exchanged_and_its_dependants_learn_of_it(aws: Clients, stack: Stack) -> None:
    def resources(view: str) -> dict[str, Any]:
        table = resource("DynamoDB::Table", **keyed("id"), StreamSpecification={"StreamViewType": view})
        return {"Table": table, "Topic": resource("SNS::Topic", DisplayName=attribute("Table", "StreamArn"))}

    assert stack.create(resources("KEYS_ONLY")) == "CREATE_COMPLETE"
    before = describe(aws, stack.resources()["Table"])["LatestStreamArn"]
    assert stack.update(resources("NEW_IMAGE")) == DONE

    table = describe(aws, stack.resources()["Table"])
    topic = aws.client("sns").get_topic_attributes(TopicArn=stack.resources()["Topic"])["Attributes"]
    assert table["StreamSpecification"] == {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    assert topic["DisplayName"] == table["LatestStreamArn"] != before


def test_a_tables_expiry_recovery_and_tags_are_switched(aws: Clients, stack: Stack) -> None:
    table, dynamodb = Evolving(stack, "DynamoDB::Table"), aws.client("dynamodb")

    def found(name: str) -> tuple[str, str, list[dict[str, str]]]:
        expiry = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]["TimeToLiveStatus"]
        backups = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
        recovery = backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"]
        return expiry, recovery, dynamodb.list_tags_of_resource(ResourceArn=describe(aws, name)["TableArn"])["Tags"]

    expiry = {"TimeToLiveSpecification": {"AttributeName": "ttl", "Enabled": True}}
    name = table.begin(
        **keyed("id"),
        **expiry,
        PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True},
        Tags=tags(a="1"),
    )
    assert found(name) == ("ENABLED", "ENABLED", tags(a="1"))

    assert table.become(**keyed("id"), Tags=tags(b="2")) == name
    assert found(name) == ("DISABLED", "DISABLED", tags(b="2"))

    table.become(**keyed("id"), **expiry)
    assert found(name) == ("ENABLED", "DISABLED", [])
