"""How long S3 is told to keep what is in the bucket; the engine keeps it for longer."""

import re
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

from harness.scenario.world import World

EXPIRATION: Final = re.compile(r'expiry-date="(?P<date>[^"]+)", rule-id="(?P<rule>[^"]+)"')
"""S3's header `x-amz-expiration`.
Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html"""


def lifecycle_of(world: World, prefix: str) -> dict[str, Any] | None:
    """What the bucket's lifecycle does under a prefix, in days, e.g. `{to: {GLACIER: 90}}`; null if nothing.

    Args:
        world: the scenario's.
        prefix: as the rule says it, e.g. `incoming/`.
    """
    rules = world.client("s3").get_bucket_lifecycle_configuration(Bucket=world.output("BucketName"))["Rules"]
    found = [rule for rule in rules if rule["Status"] == "Enabled" and _prefix(rule) == prefix]
    return _days(found[0]) if found else None


def expiry_of(world: World, key: str) -> dict[str, Any] | None:
    """By which rule and after how many days S3 says that an object expires; null when it doesn't.

    Args:
        world: the scenario's.
        key: of the object.
    """
    answer = world.client("s3").head_object(Bucket=world.output("BucketName"), Key=key)
    told = EXPIRATION.search(answer.get("Expiration", ""))
    if told is None:
        return None
    age = parsedate_to_datetime(told["date"]) - answer["LastModified"]
    return {"rule": told["rule"], "days": age // timedelta(days=1)}  # S3 rounds up to the next midnight


def _prefix(rule: dict[str, Any]) -> str:
    return str(rule.get("Filter", rule).get("Prefix", ""))


def _days(rule: dict[str, Any]) -> dict[str, Any]:
    days = {
        "expires": rule.get("Expiration", {}).get("Days"),
        "old_versions_expire": rule.get("NoncurrentVersionExpiration", {}).get("NoncurrentDays"),
        "to": {step["StorageClass"]: step["Days"] for step in rule.get("Transitions", ())} or None,
    }
    return {name: value for name, value in days.items() if value is not None}
