"""Buckets and their policies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from harness.engine.plugins.cloudformation.updates.change import Change
from harness.engine.plugins.cloudformation.updates.kind import Kind, Setter, each
from harness.engine.plugins.cloudformation.updates.kinds.s3_lifecycle import lifecycle
from harness.engine.plugins.cloudformation.updates.puts import put


@dataclass(frozen=True)
class Configuration:
    """Sets a property that is a configuration of its own in S3's API.

    Args:
        name: of the property.
        put: the operation that puts it.
        argument: the operation's parameter.
        delete: the operation that removes it.
        translate: from CloudFormation's form to the API's.
    """

    name: str
    put: str
    argument: str
    delete: str
    translate: Callable[[Mapping[str, Any]], Mapping[str, Any]] = dict

    def __call__(self, change: Change) -> None:
        """Put the configuration or delete it."""
        s3, bucket = change.client("s3"), {"Bucket": change.model["BucketName"]}
        if value := change.model.get(self.name):
            getattr(s3, self.put)(**bucket, **{self.argument: self.translate(value)})
        else:
            getattr(s3, self.delete)(**bucket)


RESETS: dict[str, tuple[str, dict[str, Any]]] = {
    "CorsConfiguration": ("delete_bucket_cors", {}),
    "NotificationConfiguration": ("put_bucket_notification_configuration", {"NotificationConfiguration": {}}),
    "Tags": ("delete_bucket_tagging", {}),
    "VersioningConfiguration": ("put_bucket_versioning", {"VersioningConfiguration": {"Status": "Suspended"}}),
    "WebsiteConfiguration": ("delete_bucket_website", {}),
}
"""The properties that LocalStack puts when it creates a bucket, with the operation that takes each back."""


def put_or_reset(change: Change) -> None:
    """Put what the bucket has, take back what it has lost."""
    put(change)
    for name in sorted(change.names - change.model.keys()):
        operation, arguments = RESETS[name]
        getattr(change.client("s3"), operation)(Bucket=change.model["BucketName"], **arguments)


def set_logging(change: Change) -> None:
    """Write access logs to a bucket, or not at all."""
    log = change.model.get("LoggingConfiguration")
    enabled = log and {"TargetBucket": log["DestinationBucketName"], "TargetPrefix": log.get("LogFilePrefix", "")}
    change.client("s3").put_bucket_logging(
        Bucket=change.model["BucketName"], BucketLoggingStatus={"LoggingEnabled": enabled} if enabled else {}
    )


def encryption(value: Mapping[str, Any]) -> dict[str, Any]:
    """`BucketEncryption` in the form of PutBucketEncryption."""
    return {"Rules": [_encryption_rule(rule) for rule in value["ServerSideEncryptionConfiguration"]]}


def _encryption_rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    return {f"Apply{key}" if key == "ServerSideEncryptionByDefault" else key: part for key, part in rule.items()}


CONFIGURATIONS = (
    Configuration(
        "BucketEncryption",
        "put_bucket_encryption",
        "ServerSideEncryptionConfiguration",
        "delete_bucket_encryption",
        encryption,
    ),
    Configuration(
        "LifecycleConfiguration",
        "put_bucket_lifecycle_configuration",
        "LifecycleConfiguration",
        "delete_bucket_lifecycle",
        lifecycle,
    ),
    Configuration(
        "OwnershipControls",
        "put_bucket_ownership_controls",
        "OwnershipControls",
        "delete_bucket_ownership_controls",
    ),
    Configuration(
        "PublicAccessBlockConfiguration",
        "put_public_access_block",
        "PublicAccessBlockConfiguration",
        "delete_public_access_block",
    ),
)
FORGOTTEN: dict[str, Setter] = {
    **{setter.name: setter for setter in CONFIGURATIONS},
    "LoggingConfiguration": set_logging,
}
"""The configurations that LocalStack ignores when it creates a bucket."""

KINDS = {
    "AWS::S3::Bucket": Kind(
        {**FORGOTTEN, **each(put_or_reset, RESETS)},
        forgotten=frozenset(FORGOTTEN),
    ),
    "AWS::S3::BucketPolicy": Kind({"PolicyDocument": put}),
}
