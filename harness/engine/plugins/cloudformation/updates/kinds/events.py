"""Rules of EventBridge, and buses."""

from harness.engine.plugins.cloudformation.updates.change import Change
from harness.engine.plugins.cloudformation.updates.kind import Kind, each
from harness.engine.plugins.cloudformation.updates.puts import put
from harness.engine.plugins.cloudformation.updates.tags import Tags

RULE = ("Description", "EventPattern", "ScheduleExpression", "State", "Targets")
POLICY = ("Action", "Condition", "Principal", "Statement")


def put_rule(change: Change) -> None:
    """Put the rule and its targets under the name that it has, and take away the targets that it has lost."""
    name = change.model["Id"].rpartition("|")[2]
    bus = {"EventBusName": change.model["EventBusName"]} if "EventBusName" in change.model else {}
    kept = {target["Id"] for target in change.model.get("Targets") or ()}
    gone = [target["Id"] for target in change.previous.get("Targets") or () if target["Id"] not in kept]
    change.create({**change.model, "Name": name})
    if gone:
        change.client("events").remove_targets(Rule=name, Ids=gone, **bus)


TAGS = Tags("events")

KINDS = {
    "AWS::Events::Rule": Kind({**each(put_rule, RULE), "Tags": TAGS}, forgotten=frozenset({"Tags"})),
    "AWS::Events::EventBus": Kind({"Tags": TAGS}, forgotten=frozenset({"Tags"})),
    "AWS::Events::EventBusPolicy": Kind(each(put, POLICY)),
}
