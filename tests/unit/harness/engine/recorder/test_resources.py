"""What a call is about is found among its parameters, and has many names."""

from typing import Any

import pytest

from harness.engine.plugins.recorder.resources import find_resources, names_of


@pytest.mark.parametrize(
    ("parameters", "resources"),
    [
        ({"Bucket": "deeds", "Key": "a/b.pdf", "Body": object()}, {"bucket": "deeds", "key": "a/b.pdf"}),
        ({"TableName": "jobs", "Key": {"id": {"S": "1"}}}, {"table": "jobs"}),
        ({"QueueUrl": "http://localhost/1/work"}, {"queue": "http://localhost/1/work"}),
        ({"FunctionName": "relay", "Payload": b"{}"}, {"function": "relay"}),
        ({"DocumentLocation": {"S3Object": {"Bucket": "deeds", "Name": "a"}}}, {"bucket": "deeds", "key": "a"}),
        ({"Document": {"Bytes": b""}}, {}),
        ({"Media": {"MediaFileUri": "s3://media/a.mp4"}}, {"media": "s3://media/a.mp4"}),
        ({"RequestItems": {"jobs": [], "texts": []}}, {"table": "jobs,texts"}),
        ({"TransactItems": [{"Put": {"TableName": "jobs"}}, {"Delete": {"TableName": "jobs"}}]}, {"table": "jobs"}),
        ({"Entries": [{"EventBusName": "own"}, {"Source": "test"}]}, {"bus": "own"}),
        ({"Entries": "not a list"}, {}),
        ({}, {}),
    ],
)
def test_resources_are_found(parameters: dict[str, Any], resources: dict[str, str]) -> None:
    assert find_resources(parameters) == resources


@pytest.mark.parametrize(
    ("resources", "names"),
    [
        ({"bucket": "deeds", "key": "a/b.pdf"}, ("deeds", "a/b.pdf", "deeds/a/b.pdf")),
        ({"queue": "http://localhost/1/work"}, ("http://localhost/1/work", "work")),
        ({"topic": "arn:aws:sns:us-east-1:1:done"}, ("arn:aws:sns:us-east-1:1:done", "done")),
        ({"table": "arn:aws:dynamodb:us-east-1:1:table/jobs"}, ("arn:aws:dynamodb:us-east-1:1:table/jobs", "jobs")),
    ],
)
def test_a_resource_is_known_under_all_its_names(resources: dict[str, str], names: tuple[str, ...]) -> None:
    assert names_of(resources) == names
