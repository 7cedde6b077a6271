"""The resource types that this engine can update. Of the others LocalStack's own update is used, if there is one."""

from harness.engine.plugins.cloudformation.updates.kind import Kind
from harness.engine.plugins.cloudformation.updates.kinds import (
    cloudwatch,
    dynamodb,
    events,
    functions,
    iam,
    logs,
    s3,
    sns,
    sqs,
    stepfunctions,
)

KINDS: dict[str, Kind] = {
    **cloudwatch.KINDS,
    **dynamodb.KINDS,
    **events.KINDS,
    **functions.KINDS,
    **iam.KINDS,
    **logs.KINDS,
    **s3.KINDS,
    **sns.KINDS,
    **sqs.KINDS,
    **stepfunctions.KINDS,
}
"""By CloudFormation's name."""
