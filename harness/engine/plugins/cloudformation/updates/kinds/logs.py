"""Log groups and their subscription filters."""

from harness.engine.plugins.cloudformation.updates.change import Change
from harness.engine.plugins.cloudformation.updates.kind import Kind, each
from harness.engine.plugins.cloudformation.updates.puts import put
from harness.engine.plugins.cloudformation.updates.tags import Tags

SUBSCRIPTION_FILTER = ("DestinationArn", "Distribution", "FilterPattern", "RoleArn")


def set_retention(change: Change) -> None:
    """Keep events for so many days, or for ever."""
    logs, group = change.client("logs"), {"logGroupName": change.model["LogGroupName"]}
    if days := change.model.get("RetentionInDays"):
        logs.put_retention_policy(**group, retentionInDays=int(days))
    else:
        logs.delete_retention_policy(**group)


def set_tags(change: Change) -> None:
    """Tag the group. Its property ends in `:*`, which the ARN that tagging takes does not."""
    arn = change.model["Arn"].removesuffix(":*")
    TAGS(Change(change.provider, change.request, change.previous, {**change.model, "Arn": arn}, change.names))


TAGS = Tags("logs", as_map=True)

KINDS = {
    "AWS::Logs::LogGroup": Kind(
        {"RetentionInDays": set_retention, "Tags": set_tags}, forgotten=frozenset({"RetentionInDays", "Tags"})
    ),
    "AWS::Logs::SubscriptionFilter": Kind(each(put, SUBSCRIPTION_FILTER)),
}
