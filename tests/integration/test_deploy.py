"""Deploying a small system of our own to the real engine."""

from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from harness.behaviours import Behaviours
from harness.clients import Clients
from harness.deploy.deployment import deploy_system, destroy_system
from harness.deploy.system import System
from harness.errors import DeployError, UsageError
from harness.settings import Settings
from tests.integration.misbehaving import behaviour

TEMPLATE = """
Parameters:
  Stage: {Type: String}
  NameSuffix: {Type: String, Default: ""}
  CodeBucket: {Type: String}
  CodeKey: {Type: String}
  Retention: {Type: Number, Default: 60}
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub tiny-${Stage}${NameSuffix}
      VersioningConfiguration: {Status: Enabled}
  Queue:
    Type: AWS::SQS::Queue
    Properties: {MessageRetentionPeriod: !Ref Retention}
Outputs:
  BucketName: {Value: !Ref Bucket}
  QueueUrl: {Value: !Ref Queue}
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({"REHEARSE_HOME": str(tmp_path / "home")})


@pytest.fixture
def system(tmp_path: Path) -> System:
    platform = tmp_path / "platform"
    (platform / "lambda_kit").mkdir(parents=True)
    (platform / "tiny").mkdir()
    (platform / "tiny/handler.py").write_text("def handler(event, context):\n    return event\n")
    (platform / "tiny/template.yaml").write_text(TEMPLATE)
    return System("tiny", platform)


def ignore(line: str) -> None:
    """Progress that nobody watches."""


def test_a_second_deploy_without_changes_changes_nothing(aws: Clients, system: System, settings: Settings) -> None:
    first = deploy_system(system, aws, settings, ignore)
    second = deploy_system(system, aws, settings, ignore)

    assert first.changed
    assert not second.changed
    assert second.outputs == first.outputs
    assert first.outputs["BucketName"] == f"tiny-local-{aws.account}"


def test_a_changed_parameter_updates_the_stack_in_place(aws: Clients, system: System, settings: Settings) -> None:
    first = deploy_system(system, aws, settings, ignore)
    second = deploy_system(system, aws, settings, ignore, {"Retention": "3600"})

    attributes = aws.client("sqs").get_queue_attributes(
        QueueUrl=second.outputs["QueueUrl"], AttributeNames=["MessageRetentionPeriod"]
    )["Attributes"]
    assert second.changed
    assert second.outputs["QueueUrl"] == first.outputs["QueueUrl"]
    assert attributes == {"MessageRetentionPeriod": "3600"}


def test_progress_names_the_resources_as_they_come(aws: Clients, system: System, settings: Settings) -> None:
    lines: list[str] = []

    deploy_system(system, aws, settings, lines.append)

    assert "Bucket CREATE_COMPLETE" in lines
    assert "Queue CREATE_COMPLETE" in lines


def test_a_failing_resource_is_named_with_its_reason_and_a_corrected_template_deploys(
    aws: Clients, system: System, settings: Settings
) -> None:
    system.template.write_text(TEMPLATE.replace("BucketName: !Sub tiny", "BucketName: !Sub Not_A_Bucket"))

    with pytest.raises(DeployError) as caught:
        deploy_system(system, aws, settings, ignore)

    assert any(line.startswith("Bucket (AWS::S3::Bucket): ") and "bucket" in line for line in caught.value.details)
    system.template.write_text(TEMPLATE)
    assert deploy_system(system, aws, settings, ignore).changed


def test_a_deploy_after_an_interrupted_one_waits_for_what_cloudformation_still_does(
    aws: Clients, system: System, settings: Settings, behave: Behaviours
) -> None:
    slow = {"service": "sqs", "operation": "CreateQueue", "caller": "service"}
    behave.set(behaviour({"kind": "delay", "seconds": 3600}, slow))
    cloudformation = aws.client("cloudformation")

    def interrupt(line: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deploy_system(system, aws, settings, interrupt)

    with pytest.raises(ClientError, match="is in CREATE_IN_PROGRESS state and can not be updated"):
        cloudformation.create_change_set(StackName="tiny-local", ChangeSetName="c", TemplateBody=TEMPLATE)
    lines: list[str] = []

    def go_on(line: str) -> None:
        lines.append(line)
        behave.clear()

    again = deploy_system(system, aws, settings, go_on)
    assert lines[0] == "waiting for what is under way (CREATE_IN_PROGRESS)"
    assert not again.changed
    assert again.outputs["BucketName"] == f"tiny-local-{aws.account}"


def test_a_type_that_nobody_implements_fails_the_deploy_with_its_name(
    aws: Clients, system: System, settings: Settings
) -> None:
    system.template.write_text(TEMPLATE.replace("AWS::SQS::Queue", "AWS::QLDB::Ledger"))

    with pytest.raises(DeployError) as caught:
        deploy_system(system, aws, settings, ignore)

    assert "AWS::QLDB::Ledger" in f"{caught.value} {caught.value.details}"


def test_destroy_leaves_nothing_even_of_a_bucket_with_versions(
    aws: Clients, system: System, settings: Settings
) -> None:
    bucket = deploy_system(system, aws, settings, ignore).outputs["BucketName"]
    aws.client("s3").put_object(Bucket=bucket, Key="a", Body=b"1")
    aws.client("s3").put_object(Bucket=bucket, Key="a", Body=b"2")
    aws.client("s3").delete_object(Bucket=bucket, Key="a")

    assert destroy_system(system, aws, settings, ignore)

    assert aws.client("s3").list_buckets()["Buckets"] == []
    assert "QueueUrls" not in aws.client("sqs").list_queues()
    with pytest.raises(ClientError, match="does not exist"):
        aws.client("cloudformation").describe_stacks(StackName="tiny-local")
    assert not destroy_system(system, aws, settings, ignore)


def test_an_unknown_parameter_is_refused_before_anything_is_deployed(
    aws: Clients, system: System, settings: Settings
) -> None:
    with pytest.raises(UsageError, match="no parameter 'Nope'"):
        deploy_system(system, aws, settings, ignore, {"Nope": "1"})


def test_a_template_may_be_longer_than_a_request(aws: Clients, system: System, settings: Settings) -> None:
    system.template.write_text(TEMPLATE + "# a comment\n" * 6000)

    assert deploy_system(system, aws, settings, ignore).changed

    destroy_system(system, aws, settings, ignore)
    with pytest.raises(ClientError, match="404"):
        aws.client("s3").head_bucket(Bucket=f"rehearsal-artefacts-{aws.account}-{aws.region}")
