"""Requests are read as LocalStack's own parsers read them, only sooner."""

import inspect
import json
from typing import Any

import boto3
import pytest
from botocore.config import Config
from hypothesis import given
from hypothesis import strategies as st
from localstack.aws.client import create_http_request
from localstack.aws.protocol import parser
from localstack.aws.spec import load_service
from localstack.http import Request
from werkzeug.datastructures import Headers, headers
from werkzeug.datastructures.headers import EnvironHeaders

from harness.engine.plugins.json_readings import Readings
from harness.engine.plugins.patches import (
    headers_found_lightly,
    json_requests_have_readings,
    rest_requests_read_what_is_there,
)

ITEM = {"id": {"S": "é"}, "raw": {"B": "AP8="}, "nested": {"M": {"deep": {"L": [{"N": "1"}, {"BS": ["AA=="]}, None]}}}}

READ_FROM_JSON: list[tuple[str, str, Any]] = [
    ("dynamodb", "PutItem", {"TableName": "t", "Item": ITEM, "unknown": 1}),
    ("dynamodb", "GetItem", {"Key": None}),
    ("sqs", "SendMessage", {"QueueUrl": "q", "MessageBody": "b", "DelaySeconds": "5", "MessageAttributes": {}}),
    ("sqs", "ReceiveMessage", {"MaxNumberOfMessages": 10, "AttributeNames": ["All"], "WaitTimeSeconds": None}),
    ("logs", "PutLogEvents", {"logEvents": [{"timestamp": 1_800_000_000_000, "message": "m"}, None]}),
    ("events", "PutEvents", {"Entries": [{"Time": 1_800_000_000, "Detail": "{}", "Resources": ["arn"]}]}),
    ("stepfunctions", "SendTaskSuccess", {}),
    ("textract", "DetectDocumentText", {"Document": {"Bytes": "AP8="}}),
    ("kinesis", "PutRecord", {"StreamName": "s", "Data": "AP8="}),
]

AMAZON = {"Content-Type": "application/x-amz-json-1.1"}


@pytest.fixture
def patched(monkeypatch: pytest.MonkeyPatch) -> None:
    for owner, name in (
        (parser.JSONRequestParser, "_handle_json_body"),
        (parser.RestXMLRequestParser, "_parse_structure"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    json_requests_have_readings.apply(parser)
    rest_requests_read_what_is_there.apply(parser)


@pytest.mark.parametrize(("service", "operation", "content"), READ_FROM_JSON, ids=lambda value: str(value)[:30])
def test_a_reading_reads_what_the_original_reads(service: str, operation: str, content: Any) -> None:
    model = load_service(service)
    reader, shape = parser.create_parser(model), model.operation_model(operation).input_shape
    request = Request("POST", headers=AMAZON, body=json.dumps(content))
    original = reader._parse_shape(request, shape, content, {})

    assert list(Readings(reader).read(content, shape).items()) == list(original.items())


def test_no_service_that_speaks_json_has_parameters_elsewhere_than_in_the_body() -> None:
    """Readings don't look elsewhere."""
    for name in ("dynamodb", "sqs", "logs", "events", "stepfunctions", "textract", "kms", "ssm", "secretsmanager"):
        model = load_service(name)
        for operation in model.operation_names:
            shape = model.operation_model(operation).input_shape
            assert not [m for m in (shape.members.values() if shape else ()) if "location" in m.serialization]


@pytest.mark.usefixtures("patched")
@pytest.mark.parametrize("body", ["5", '{"Item": 5}', '{"Item": {"a": {"B": "A"}}}', "{", '["x"]'])
def test_what_no_reading_can_read_is_refused_in_the_words_of_the_original(body: str) -> None:
    def refusal(headers: dict[str, str]) -> str:
        target = {"X-Amz-Target": "DynamoDB_20120810.PutItem"}
        with pytest.raises(parser.RequestParserError) as refused:
            parser.create_parser(load_service("dynamodb")).parse(Request("POST", headers=headers | target, body=body))
        return str(refused.value)

    assert refusal(AMAZON) == refusal({"Content-Type": "text/plain"})


TO_S3: list[tuple[str, dict[str, Any]]] = [
    ("put_object", {"Key": "a/b.pdf", "Body": b"x", "ContentType": "application/pdf", "Metadata": {"who": "me"}}),
    ("get_object", {"Key": "a/", "Range": "bytes=0-3", "VersionId": "v"}),
    ("get_object_attributes", {"Key": "a", "ObjectAttributes": ["ETag", "ObjectSize"]}),
    ("list_objects_v2", {"Prefix": "in/", "MaxKeys": 5}),
    ("delete_objects", {"Delete": {"Objects": [{"Key": "a"}, {"Key": "b", "VersionId": "1"}], "Quiet": True}}),
    ("put_bucket_tagging", {"Tagging": {"TagSet": [{"Key": "k", "Value": "v"}]}}),
    ("put_bucket_notification_configuration", {"NotificationConfiguration": {"EventBridgeConfiguration": {}}}),
]


@pytest.mark.parametrize(("method", "parameters"), TO_S3, ids=lambda value: str(value)[:30])
def test_a_request_to_s3_has_the_parameters_that_the_original_finds(
    method: str, parameters: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = parser.create_parser(load_service("s3"))
    # Other tests may have applied the patch, too.
    unpatched = inspect.unwrap(parser.RestXMLRequestParser._parse_structure)
    monkeypatch.setattr(parser.RestXMLRequestParser, "_parse_structure", unpatched)
    original = reader.parse(_sent(method, parameters))[1]
    rest_requests_read_what_is_there.apply(parser)
    found = reader.parse(_sent(method, parameters))[1]

    assert _comparable(found) == _comparable(original)


class _SentError(Exception):
    """Carries a request that would be sent now."""


def _sent(method: str, parameters: dict[str, Any]) -> Any:
    """The request that a client makes of a call."""

    def keep(request: Any, **_: Any) -> None:
        raise _SentError(request)

    client: Any = boto3.client(
        "s3",
        "us-east-1",
        endpoint_url="http://localhost:1",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        config=Config(s3={"addressing_style": "path"}),
    )
    client.meta.events.register("before-send", keep)
    with pytest.raises(_SentError) as sent:
        getattr(client, method)(Bucket="bucket", **parameters)
    return create_http_request(sent.value.args[0])


def _comparable(found: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(name, value.read() if hasattr(value, "read") else value) for name, value in found.items()]


NAMES = st.sampled_from(["Accept", "accept", "Content-Type", "X-Amz-Target", "x"])


@given(st.lists(st.tuples(NAMES, st.sampled_from(["", "1", "two"])), max_size=5), NAMES)
def test_headers_are_found_as_before(pairs: list[tuple[str, str]], name: str) -> None:
    kept = Headers(pairs)
    with pytest.MonkeyPatch.context() as patching:
        for attribute in ("get", "__contains__"):
            patching.setattr(Headers, attribute, inspect.unwrap(getattr(Headers, attribute)))
        before = kept.get(name), kept.get(name, "default"), kept.get(name, type=int), name in kept
        headers_found_lightly.apply(headers)

        assert (kept.get(name), kept.get(name, "default"), kept.get(name, type=int), name in kept) == before
        assert EnvironHeaders({"HTTP_ACCEPT": "all"}).get("Accept") == "all"
        assert "Accept" in EnvironHeaders({"HTTP_ACCEPT": "all"})
