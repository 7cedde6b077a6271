"""Lifecycle rules in the form of S3's API, judged by botocore's own model of it."""

from typing import Any

import boto3
import pytest
from botocore.validate import validate_parameters

from harness.engine.plugins.cloudformation.updates.kinds.s3_lifecycle import lifecycle

SHAPE: Any = (
    boto3.client("s3", region_name="us-east-1")
    .meta.service_model.operation_model("PutBucketLifecycleConfiguration")
    .input_shape
)
TAG, OTHER = {"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}


def translated(**rule: Any) -> dict[str, Any]:
    configuration = lifecycle({"Rules": [{"Status": "Enabled", **rule}]})
    validate_parameters({"Bucket": "b", "LifecycleConfiguration": configuration}, SHAPE)
    result: dict[str, Any] = configuration["Rules"][0]
    assert result.pop("Status") == "Enabled"
    return result


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, {}),
        ({"Prefix": "in/"}, {"Prefix": "in/"}),
        ({"TagFilters": [TAG]}, {"Tag": TAG}),
        ({"TagFilters": [TAG, OTHER]}, {"And": {"Tags": [TAG, OTHER]}}),
        ({"Prefix": "in/", "TagFilters": [TAG]}, {"And": {"Prefix": "in/", "Tags": [TAG]}}),
        (
            {"Prefix": "in/", "ObjectSizeGreaterThan": 5},
            {"And": {"Prefix": "in/", "ObjectSizeGreaterThan": 5}},
        ),
    ],
)
def test_several_conditions_stand_under_and(conditions: dict[str, Any], expected: dict[str, Any]) -> None:
    assert translated(**conditions, ExpirationInDays=1)["Filter"] == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"Id": "x", "ExpirationInDays": 7}, {"ID": "x", "Expiration": {"Days": 7}}),
        ({"ExpiredObjectDeleteMarker": True}, {"Expiration": {"ExpiredObjectDeleteMarker": True}}),
        (
            {"Transitions": [{"StorageClass": "GLACIER", "TransitionInDays": 90}]},
            {"Transitions": [{"StorageClass": "GLACIER", "Days": 90}]},
        ),
        (
            {"Transition": {"StorageClass": "GLACIER", "TransitionInDays": 90}},
            {"Transitions": [{"StorageClass": "GLACIER", "Days": 90}]},
        ),
        ({"NoncurrentVersionExpirationInDays": 3}, {"NoncurrentVersionExpiration": {"NoncurrentDays": 3}}),
        (
            {"NoncurrentVersionExpiration": {"NoncurrentDays": 3, "NewerNoncurrentVersions": 2}},
            {"NoncurrentVersionExpiration": {"NoncurrentDays": 3, "NewerNoncurrentVersions": 2}},
        ),
        (
            {"NoncurrentVersionTransitions": [{"StorageClass": "GLACIER", "TransitionInDays": 5}]},
            {"NoncurrentVersionTransitions": [{"StorageClass": "GLACIER", "NoncurrentDays": 5}]},
        ),
        (
            {"AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1}},
            {"AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1}},
        ),
    ],
)
def test_each_part_of_a_rule_has_its_form(rule: dict[str, Any], expected: dict[str, Any]) -> None:
    assert translated(**rule) == {"Filter": {}, **expected}
