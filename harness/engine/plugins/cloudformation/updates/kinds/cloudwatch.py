"""Alarms."""

from harness.engine.plugins.cloudformation.updates.kind import Kind, each
from harness.engine.plugins.cloudformation.updates.puts import put
from harness.engine.plugins.cloudformation.updates.tags import Tags

ALARM = (
    "ActionsEnabled",
    "AlarmActions",
    "AlarmDescription",
    "ComparisonOperator",
    "DatapointsToAlarm",
    "Dimensions",
    "EvaluateLowSampleCountPercentile",
    "EvaluationPeriods",
    "ExtendedStatistic",
    "InsufficientDataActions",
    "MetricName",
    "Metrics",
    "Namespace",
    "OKActions",
    "Period",
    "Statistic",
    "Threshold",
    "ThresholdMetricId",
    "TreatMissingData",
    "Unit",
)
COMPOSITE_ALARM = (
    "ActionsEnabled",
    "ActionsSuppressor",
    "ActionsSuppressorExtensionPeriod",
    "ActionsSuppressorWaitPeriod",
    "AlarmActions",
    "AlarmDescription",
    "AlarmRule",
    "InsufficientDataActions",
    "OKActions",
)
TAGS = Tags("cloudwatch")

KINDS = {
    "AWS::CloudWatch::Alarm": Kind({**each(put, ALARM), "Tags": TAGS}, forgotten=frozenset({"Tags"})),
    "AWS::CloudWatch::CompositeAlarm": Kind({**each(put, COMPOSITE_ALARM), "Tags": TAGS}, frozenset({"Tags"})),
}
