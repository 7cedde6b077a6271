"""Lifecycle rules of a bucket: CloudFormation's form, and that of S3's API."""

from collections.abc import Mapping
from typing import Any

Rule = Mapping[str, Any]

EXPIRATION = {
    "ExpirationInDays": "Days",
    "ExpirationDate": "Date",
    "ExpiredObjectDeleteMarker": "ExpiredObjectDeleteMarker",
}
TRANSITION = {"TransitionInDays": "Days", "TransitionDate": "Date", "StorageClass": "StorageClass"}
NONCURRENT_TRANSITION = {
    "TransitionInDays": "NoncurrentDays",
    "NewerNoncurrentVersions": "NewerNoncurrentVersions",
    "StorageClass": "StorageClass",
}
SIZES = ("ObjectSizeGreaterThan", "ObjectSizeLessThan")


def lifecycle(value: Mapping[str, Any]) -> dict[str, Any]:
    """`LifecycleConfiguration` in the form of PutBucketLifecycleConfiguration.

    The older singular forms `Transition` and `NoncurrentVersionTransition` are understood, too.
    """
    return {"Rules": [_rule(rule) for rule in value["Rules"]]}


def _rule(rule: Rule) -> dict[str, Any]:
    translated = {
        "ID": rule.get("Id"),
        "Status": rule["Status"],
        "Filter": _filter(rule),
        "Expiration": _renamed(rule, EXPIRATION),
        "Transitions": [_renamed(each, TRANSITION) for each in _all(rule, "Transition")],
        "NoncurrentVersionExpiration": _noncurrent_expiration(rule),
        "NoncurrentVersionTransitions": [
            _renamed(each, NONCURRENT_TRANSITION) for each in _all(rule, "NoncurrentVersionTransition")
        ],
        "AbortIncompleteMultipartUpload": rule.get("AbortIncompleteMultipartUpload"),
    }
    # An empty filter says that the rule is about every object; all else that is empty is absent.
    return {key: part for key, part in translated.items() if part or key == "Filter"}


def _filter(rule: Rule) -> dict[str, Any]:
    """One condition stands alone, several stand under `And`."""
    conditions = {key: rule[key] for key in ("Prefix", *SIZES) if key in rule}
    tags = rule.get("TagFilters") or []
    if len(conditions) + len(tags) > 1:
        return {"And": {**conditions, **({"Tags": tags} if tags else {})}}
    return conditions or ({"Tag": tags[0]} if tags else {})


def _noncurrent_expiration(rule: Rule) -> dict[str, Any]:
    if "NoncurrentVersionExpirationInDays" in rule:
        return {"NoncurrentDays": rule["NoncurrentVersionExpirationInDays"]}
    return dict(rule.get("NoncurrentVersionExpiration") or {})


def _all(rule: Rule, name: str) -> list[Rule]:
    return [*rule.get(f"{name}s", ()), *([rule[name]] if name in rule else [])]


def _renamed(part: Rule, names: Mapping[str, str]) -> dict[str, Any]:
    return {new: part[old] for old, new in names.items() if old in part}
