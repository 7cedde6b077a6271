"""Alarms and log groups take what a template says, and forget what it no longer says."""

from typing import Any

from harness.clients import Clients
from tests.integration.evolving import Evolving, tags
from tests.integration.stacks import Stack, ref, resource


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


def test_an_alarms_numbers_may_be_text_as_parameters_are(aws: Clients, stack: Stack) -> None:
    alarm = Evolving(stack, "CloudWatch::Alarm")
    metric = {"Namespace": "N", "MetricName": "m", "Statistic": "Sum", "Period": "60", "EvaluationPeriods": "2"}
    metric["ComparisonOperator"] = "GreaterThanThreshold"
    name = alarm.begin(**metric, Threshold="0.5")

    assert alarm.become(**metric, Threshold="0.7") == name

    found = aws.client("cloudwatch").describe_alarms(AlarmNames=[name])["MetricAlarms"][0]
    assert (found["Threshold"], found["Period"], found["EvaluationPeriods"]) == (0.7, 60, 2)


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
