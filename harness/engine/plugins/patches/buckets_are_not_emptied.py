"""CloudFormation doesn't delete a bucket with objects in it.

Patches `localstack.services.s3.resource_providers.aws_s3_bucket`. As shipped it empties the bucket first; on AWS the
deletion fails, and what the bucket holds is safe.
"""

from types import ModuleType

from harness.engine.plugins.patching import Patch, replace


def apply(module: ModuleType) -> None:
    """Leave the objects alone; S3 then refuses the deletion."""
    replace(module, "delete_all_s3_objects", lambda _original: lambda _s3, _bucket: None)


PATCH = Patch("buckets-are-not-emptied", "localstack.services.s3.resource_providers.aws_s3_bucket", apply)
