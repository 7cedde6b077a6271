"""Updates of stacks take effect on the resources, or fail and say why."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from harness.clients import Clients
from tests.integration.stacks import Stack, attribute, ref, resource

DONE, UNDONE = "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"
ALLOW = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def trust(service: str = "lambda") -> dict[str, Any]:
    return policy({"Effect": "Allow", "Principal": {"Service": f"{service}.amazonaws.com"}, "Action": "sts:AssumeRole"})


def tags(**values: str) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in values.items()]


@pytest.fixture
def stack(aws: Clients) -> Stack:
    return Stack(aws)


class Evolving:
    """A stack with one resource, whose properties change."""

    def __init__(self, stack: Stack, kind: str, others: dict[str, Any] | None = None) -> None:
        self._stack = stack
        self._kind = kind
        self._others = others or {}

    def begin(self, **properties: Any) -> str:
        assert self._stack.create(self._resources(properties)) == "CREATE_COMPLETE", self._stack.reasons()
        return self._stack.id("It")

    def become(self, **properties: Any) -> str:
        assert self._stack.update(self._resources(properties)) == DONE, self._stack.reasons()
        return self._stack.id("It")

    def fail_to_become(self, **properties: Any) -> str:
        assert self._stack.update(self._resources(properties)) == UNDONE
        return self._stack.reasons()["It"]

    def _resources(self, properties: dict[str, Any]) -> dict[str, Any]:
        return {**self._others, "It": resource(self._kind, **properties)}


# What nobody implements


def test_an_update_that_nobody_implements_fails_with_type_and_name(aws: Clients, stack: Stack) -> None:
    api = Evolving(stack, "ApiGateway::RestApi")
    identity = api.begin(Name="a", Description="old")

    reason = api.fail_to_become(Name="a", Description="new")

    assert reason.startswith("AWS::ApiGateway::RestApi It can't be updated in this engine")
    assert "`rehearse destroy` and deploy again" in reason
    assert aws.client("apigateway").get_rest_api(restApiId=identity)["description"] == "old"


def test_a_property_that_nobody_can_change_is_named(stack: Stack) -> None:
    topic = Evolving(stack, "SNS::Topic")
    topic.begin(DisplayName="a")

    reason = topic.fail_to_become(DisplayName="b", DataProtectionPolicy={"Name": "p"})

    assert "nothing here can change its DataProtectionPolicy" in reason


# Failures


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
    assert queue_attributes(aws, stack.id("First"))["VisibilityTimeout"] == "30"
    assert queue_attributes(aws, stack.id("Second"))["VisibilityTimeout"] == "30"


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

    assert [topic["TopicArn"] for topic in aws.client("sns").list_topics()["Topics"]] == [stack.id("New")]


# Replacement


def test_dependants_see_the_identity_of_what_was_replaced(aws: Clients, stack: Stack) -> None:
    def resources(name: str) -> dict[str, Any]:
        queue = resource("SQS::Queue", QueueName=name)
        document = policy({**ALLOW, "Resource": attribute("Queue")})
        return {"Queue": queue, "Policy": resource("SQS::QueuePolicy", Queues=[ref("Queue")], PolicyDocument=document)}

    stack.create(resources("old"))
    assert stack.update(resources("new")) == DONE

    assert aws.client("sqs").list_queues()["QueueUrls"] == [stack.id("Queue")]
    document = json.loads(queue_attributes(aws, stack.id("Queue"))["Policy"])
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
    before = stack.id("Subscription")

    assert stack.update(resources("b")) == DONE
    assert stack.id("Subscription") == before


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


# SQS


def queue_attributes(aws: Clients, url: str) -> dict[str, str]:
    answer: dict[str, Any] = aws.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])
    attributes: dict[str, str] = answer["Attributes"]
    return attributes


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

    assert "Policy" not in queue_attributes(aws, stack.id("One"))
    assert json.loads(queue_attributes(aws, stack.id("Two"))["Policy"]) == policy(ALLOW)


@pytest.mark.parametrize(
    ("attribute_name", "value"),
    [
        ("DelaySeconds", "901"),
        ("MaximumMessageSize", "1023"),
        ("MessageRetentionPeriod", "-5"),
        ("ReceiveMessageWaitTimeSeconds", "21"),
        ("VisibilityTimeout", "43201"),
        ("VisibilityTimeout", "soon"),
    ],
)
@pytest.mark.parametrize("fifo", [False, True])
def test_impossible_attributes_of_a_queue_are_refused(
    aws: Clients, attribute_name: str, value: str, fifo: bool
) -> None:
    sqs, wrong = aws.client("sqs"), {attribute_name: value}
    kind, suffix = ({"FifoQueue": "true"}, ".fifo") if fifo else ({}, "")
    url = sqs.create_queue(QueueName=f"good{suffix}", Attributes=kind)["QueueUrl"]
    message = f"Invalid value for the parameter {attribute_name}"

    with pytest.raises(ClientError, match=message) as created:
        sqs.create_queue(QueueName=f"bad{suffix}", Attributes={**kind, **wrong})
    with pytest.raises(ClientError, match=message):
        sqs.set_queue_attributes(QueueUrl=url, Attributes=wrong)

    assert created.value.response["Error"]["Code"] == "InvalidAttributeValue"
    assert sqs.list_queues()["QueueUrls"] == [url]


# SNS


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
    topic = stack.id("Topic")
    aws.client("sns").publish(TopicArn=topic, Message="unfiltered")
    assert len(aws.client("sqs").receive_message(QueueUrl=stack.id("Queue"), WaitTimeSeconds=5)["Messages"]) == 1


def test_a_topic_policy_is_changed_and_taken_back(aws: Clients, stack: Stack) -> None:
    topics = {"One": resource("SNS::Topic"), "Two": resource("SNS::Topic")}
    attached = Evolving(stack, "SNS::TopicPolicy", topics)
    document = policy({**ALLOW, "Sid": "Ours", "Action": "sns:Publish"})

    def sids(name: str) -> list[str]:
        attributes = aws.client("sns").get_topic_attributes(TopicArn=stack.id(name))["Attributes"]
        return [statement["Sid"] for statement in json.loads(attributes["Policy"])["Statement"]]

    attached.begin(Topics=[ref("One")], PolicyDocument=document)
    attached.become(Topics=[ref("Two")], PolicyDocument=document)

    assert sids("Two") == ["Ours"]
    assert sids("One") != ["Ours"]


# EventBridge


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


# CloudWatch and logs


def test_an_alarm_takes_new_settings_and_forgets_removed_ones(aws: Clients, stack: Stack) -> None:
    alarm = Evolving(stack, "CloudWatch::Alarm", {"Topic": resource("SNS::Topic")})
    metric = {"Namespace": "N", "MetricName": "m", "Statistic": "Sum", "Period": 60, "EvaluationPeriods": 1}
    metric["ComparisonOperator"] = "GreaterThanThreshold"
    name = alarm.begin(**metric, Threshold=1, AlarmActions=[ref("Topic")], AlarmDescription="old")

    assert alarm.become(**metric, Threshold=7, Tags=tags(team="a")) == name

    found = aws.client("cloudwatch").describe_alarms(AlarmNames=[name])["MetricAlarms"][0]
    assert (found["Threshold"], found["AlarmActions"]) == (7.0, [])
    assert "AlarmDescription" not in found
    listed = aws.client("cloudwatch").list_tags_for_resource(ResourceARN=found["AlarmArn"])
    assert listed["Tags"] == tags(team="a")


def test_a_log_group_has_its_retention_from_the_beginning_and_can_lose_it(aws: Clients, stack: Stack) -> None:
    group, logs = Evolving(stack, "Logs::LogGroup"), aws.client("logs")
    name = group.begin(RetentionInDays=30, Tags=tags(team="a"))

    def found() -> dict[str, Any]:
        groups: list[dict[str, Any]] = logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"]
        return groups[0]

    assert found()["retentionInDays"] == 30
    assert logs.list_tags_for_resource(resourceArn=found()["arn"].removesuffix(":*"))["tags"] == {"team": "a"}
    assert group.become(RetentionInDays=7) == name
    assert found()["retentionInDays"] == 7
    assert group.become() == name
    assert "retentionInDays" not in found()
    assert logs.list_tags_for_resource(resourceArn=found()["arn"].removesuffix(":*"))["tags"] == {}


# S3


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


# DynamoDB


def keyed(*attributes: str) -> dict[str, Any]:
    """A table whose key is the first attribute, and an index by each of the others."""
    return {
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in attributes],
        "KeySchema": [{"AttributeName": attributes[0], "KeyType": "HASH"}],
        **({"GlobalSecondaryIndexes": [by(name) for name in attributes[1:]]} if attributes[1:] else {}),
    }


def by(name: str, projection: str = "ALL") -> dict[str, Any]:
    key = [{"AttributeName": name, "KeyType": "HASH"}]
    return {"IndexName": f"by-{name}", "KeySchema": key, "Projection": {"ProjectionType": projection}}


def describe(aws: Clients, table: str) -> dict[str, Any]:
    description: dict[str, Any] = aws.client("dynamodb").describe_table(TableName=table)["Table"]
    return description


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
    before = describe(aws, stack.id("Table"))["LatestStreamArn"]
    assert stack.update(resources("NEW_IMAGE")) == DONE

    table = describe(aws, stack.id("Table"))
    topic = aws.client("sns").get_topic_attributes(TopicArn=stack.id("Topic"))["Attributes"]
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


# IAM


def test_a_role_is_changed_in_place_and_keeps_the_policies_of_others(aws: Clients, stack: Stack) -> None:
    def inline(name: str, action: str) -> dict[str, Any]:
        return {"PolicyName": name, "PolicyDocument": policy({"Effect": "Allow", "Action": action, "Resource": "*"})}

    role, iam = Evolving(stack, "IAM::Role"), aws.client("iam")
    name = role.begin(
        AssumeRolePolicyDocument=trust("lambda"),
        Policies=[inline("a", "s3:GetObject"), inline("b", "s3:GetObject")],
        MaxSessionDuration=7200,
        Tags=tags(team="a"),
    )
    other = inline("other", "s3:PutObject")["PolicyDocument"]
    iam.put_role_policy(RoleName=name, PolicyName="other", PolicyDocument=json.dumps(other))

    changed = role.become(AssumeRolePolicyDocument=trust("states"), Policies=[inline("b", "sqs:SendMessage")])

    found = iam.get_role(RoleName=name)["Role"]
    document = iam.get_role_policy(RoleName=name, PolicyName="b")["PolicyDocument"]
    assert changed == name
    assert sorted(iam.list_role_policies(RoleName=name)["PolicyNames"]) == ["b", "other"]
    assert document["Statement"][0]["Action"] == "sqs:SendMessage"
    assert found["AssumeRolePolicyDocument"] == trust("states")
    assert (found["MaxSessionDuration"], found.get("Tags", [])) == (3600, [])


def test_a_policy_is_renamed_and_moves_from_role_to_role(aws: Clients, stack: Stack) -> None:
    roles = {name: resource("IAM::Role", AssumeRolePolicyDocument=trust()) for name in ("One", "Two")}
    attached, iam = Evolving(stack, "IAM::Policy", roles), aws.client("iam")
    document = policy({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"})

    attached.begin(PolicyName="old", PolicyDocument=document, Roles=[ref("One")])
    attached.become(PolicyName="new", PolicyDocument=document, Roles=[ref("Two")])

    assert iam.list_role_policies(RoleName=stack.id("One"))["PolicyNames"] == []
    assert iam.list_role_policies(RoleName=stack.id("Two"))["PolicyNames"] == ["new"]


def test_a_managed_policy_says_something_else_more_often_than_it_has_versions(aws: Clients, stack: Stack) -> None:
    role = {"Role": resource("IAM::Role", AssumeRolePolicyDocument=trust())}
    managed, iam = Evolving(stack, "IAM::ManagedPolicy", role), aws.client("iam")

    def document(number: int) -> dict[str, Any]:
        return policy({"Effect": "Allow", "Action": f"s3:Get{number}", "Resource": "*"})

    arn = managed.begin(PolicyDocument=document(0), Roles=[ref("Role")])
    for number in range(1, 7):
        assert managed.become(PolicyDocument=document(number)) == arn

    version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    found = iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]
    assert found == document(6)
    assert iam.list_attached_role_policies(RoleName=stack.id("Role"))["AttachedPolicies"] == []


# Lambda


CODE = {"ZipFile": "def handler(event, context):\n    return 'old'\n"}


def function_resources() -> dict[str, Any]:
    return {"Role": resource("IAM::Role", AssumeRolePolicyDocument=trust()), "Queue": resource("SQS::Queue")}


def function_properties(**properties: Any) -> dict[str, Any]:
    required = {"Runtime": "python3.12", "Handler": "index.handler", "Role": attribute("Role"), "Code": CODE}
    return {**required, **properties}


def test_a_function_takes_new_settings_and_forgets_removed_ones(aws: Clients, stack: Stack) -> None:
    function, client = Evolving(stack, "Lambda::Function", function_resources()), aws.client("lambda")
    name = function.begin(
        **function_properties(
            Timeout=60,
            MemorySize=512,
            Environment={"Variables": {"A": 1}},
            ReservedConcurrentExecutions=2,
            EphemeralStorage={"Size": 1024},
            DeadLetterConfig={"TargetArn": attribute("Queue")},
            Tags=tags(team="a"),
        )
    )
    created = client.get_function(FunctionName=name)
    assert created["Configuration"]["EphemeralStorage"] == {"Size": 1024}
    assert created["Concurrency"] == {"ReservedConcurrentExecutions": 2}

    assert function.become(**function_properties(MemorySize=256, Tags=tags(team="b"))) == name

    found = client.get_function(FunctionName=name)
    configuration = found["Configuration"]
    assert (configuration["Timeout"], configuration["MemorySize"]) == (3, 256)
    assert configuration["EphemeralStorage"] == {"Size": 512}
    assert configuration["CodeSha256"] == created["Configuration"]["CodeSha256"]
    assert not configuration.get("Environment", {}).get("Variables")
    assert "TargetArn" not in configuration.get("DeadLetterConfig", {})
    assert "Concurrency" not in found
    assert found["Tags"] == {"team": "b"}


def test_a_function_runs_its_new_code(aws: Clients, stack: Stack) -> None:
    function, client = Evolving(stack, "Lambda::Function", function_resources()), aws.client("lambda")
    name = function.begin(**function_properties())
    new = {"ZipFile": CODE["ZipFile"].replace("old", "new")}

    assert function.become(**function_properties(Code=new)) == name

    assert json.loads(client.invoke(FunctionName=name)["Payload"].read()) == "new"


def test_what_invokes_a_function_is_changed(aws: Clients, stack: Stack) -> None:
    others = {**function_resources(), "Function": resource("Lambda::Function", **function_properties())}
    config = Evolving(stack, "Lambda::EventInvokeConfig", others)
    which = {"FunctionName": ref("Function"), "Qualifier": "$LATEST"}
    failure = {"OnFailure": {"Destination": attribute("Queue")}}
    config.begin(**which, MaximumRetryAttempts=1, DestinationConfig=failure)

    config.become(**which, MaximumRetryAttempts=0)

    found = aws.client("lambda").get_function_event_invoke_config(FunctionName=stack.id("Function"))
    assert found["MaximumRetryAttempts"] == 0
    assert found.get("DestinationConfig", {}).get("OnFailure", {}) == {}


def test_a_mapping_takes_new_settings_and_forgets_removed_ones(aws: Clients, stack: Stack) -> None:
    others = {**function_resources(), "Function": resource("Lambda::Function", **function_properties())}
    mapping = Evolving(stack, "Lambda::EventSourceMapping", others)
    source = {"EventSourceArn": attribute("Queue"), "FunctionName": ref("Function")}
    identity = mapping.begin(
        **source,
        BatchSize=5,
        FilterCriteria={"Filters": [{"Pattern": '{"body": ["a"]}'}]},
        FunctionResponseTypes=["ReportBatchItemFailures"],
        ScalingConfig={"MaximumConcurrency": 3},
    )

    assert (
        mapping.become(**source, MaximumBatchingWindowInSeconds=1, ScalingConfig={"MaximumConcurrency": 4}) == identity
    )

    found = aws.client("lambda").get_event_source_mapping(UUID=identity)
    assert (found["BatchSize"], found["MaximumBatchingWindowInSeconds"]) == (10, 1)
    assert found["ScalingConfig"] == {"MaximumConcurrency": 4}
    assert found.get("FilterCriteria", {}).get("Filters", []) == []
    assert found.get("FunctionResponseTypes", []) == []


FORWARD = """
import boto3, os
def handler(event, context):
    for record in event["Records"]:
        boto3.client("sqs").send_message(QueueUrl=os.environ["OUT"], MessageBody=record["body"])
"""


def test_a_mapping_that_was_updated_goes_on(aws: Clients, stack: Stack) -> None:
    environment = {"Variables": {"OUT": ref("Out")}}
    function = function_properties(Code={"ZipFile": FORWARD}, Environment=environment, Timeout=10)
    others = {
        **function_resources(),
        "Out": resource("SQS::Queue"),
        "Function": resource("Lambda::Function", **function),
    }
    mapping, sqs = Evolving(stack, "Lambda::EventSourceMapping", others), aws.client("sqs")
    source = {"EventSourceArn": attribute("Queue"), "FunctionName": ref("Function")}
    identity = mapping.begin(**source, BatchSize=1)

    for size in (2, 3, 4):
        mapping.become(**source, BatchSize=size)
        sqs.send_message(QueueUrl=stack.id("Queue"), MessageBody=f"batches of {size}")
        (message,) = sqs.receive_message(QueueUrl=stack.id("Out"), WaitTimeSeconds=20)["Messages"]
        sqs.delete_message(QueueUrl=stack.id("Out"), ReceiptHandle=message["ReceiptHandle"])

        assert message["Body"] == f"batches of {size}"
        assert aws.client("lambda").get_event_source_mapping(UUID=identity)["State"] == "Enabled"

    mapping.become(**source, BatchSize=4, Enabled=False)
    assert aws.client("lambda").get_event_source_mapping(UUID=identity)["State"] in ("Disabling", "Disabled")


def test_a_permission_is_replaced(aws: Clients, stack: Stack) -> None:
    others = {**function_resources(), "Function": resource("Lambda::Function", **function_properties())}
    permission = Evolving(stack, "Lambda::Permission", others)
    what = {"FunctionName": ref("Function"), "Action": "lambda:InvokeFunction"}
    old = permission.begin(**what, Principal="events.amazonaws.com")

    assert permission.become(**what, Principal="sns.amazonaws.com") != old

    answer = aws.client("lambda").get_policy(FunctionName=stack.id("Function"))
    statements = json.loads(answer["Policy"])["Statement"]
    assert [statement["Principal"] for statement in statements] == [{"Service": "sns.amazonaws.com"}]


# Step Functions


def test_a_state_machine_takes_a_new_definition_and_role(aws: Clients, stack: Stack) -> None:
    roles = {name: resource("IAM::Role", AssumeRolePolicyDocument=trust("states")) for name in ("One", "Two")}
    machine = Evolving(stack, "StepFunctions::StateMachine", roles)

    def definition(result: str) -> str:
        return json.dumps({"StartAt": "Only", "States": {"Only": {"Type": "Pass", "Result": result, "End": True}}})

    arn = machine.begin(DefinitionString=definition("old"), RoleArn=attribute("One"))
    assert machine.become(DefinitionString=definition("new"), RoleArn=attribute("Two"), Tags=tags(team="a")) == arn

    found = aws.client("stepfunctions").describe_state_machine(stateMachineArn=arn)
    assert json.loads(found["definition"]) == json.loads(definition("new"))
    assert found["roleArn"].endswith(stack.id("Two"))
