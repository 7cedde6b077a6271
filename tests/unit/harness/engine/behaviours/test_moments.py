"""What a behaviour can know of a call."""

import io
from types import MappingProxyType, SimpleNamespace
from typing import Any

import pytest

from fakes.behaviours.moment import Caller, Point
from harness.engine.plugins.behaviours.moments import moment_of, prompt_of


def context(service: str, operation: str, parameters: dict[str, Any], inner: dict[str, str] | None = None) -> Any:
    """What LocalStack knows of a request when it has parsed it."""
    return SimpleNamespace(
        service=SimpleNamespace(service_name=service),
        operation=SimpleNamespace(name=operation),
        service_request=parameters,
        account_id="000000000000",
        region="us-east-1",
        internal_request_params=None if inner is None else MappingProxyType(inner),
        request=SimpleNamespace(headers={}),
    )


def test_a_call_is_known_by_service_operation_account_and_resources() -> None:
    moment = moment_of(context("s3", "GetObject", {"Bucket": "deeds", "Key": "a.pdf"}))

    assert (moment.point, moment.service, moment.operation) == (Point.CALL, "s3", "GetObject")
    assert (moment.account, moment.caller) == ("000000000000", Caller.CLIENT)
    assert moment.resources == ("deeds", "a.pdf", "deeds/a.pdf")


@pytest.mark.parametrize(
    ("inner", "account"),
    [
        ({}, "000000000000"),
        ({"source_arn": "arn:aws:sns:us-east-1:111111111111:done"}, "111111111111"),
        ({"source_arn": "arn:aws:s3:::deeds"}, "000000000000"),
    ],
)
def test_a_service_calls_on_behalf_of_the_resource_that_makes_it(inner: dict[str, str], account: str) -> None:
    moment = moment_of(context("sqs", "SendMessage", {}, inner))

    assert (moment.caller, moment.account) == (Caller.SERVICE, account)


@pytest.mark.parametrize(
    ("operation", "writes"),
    [
        ("GetObject", False),
        ("BatchGetItem", False),
        ("HeadBucket", False),
        ("Query", False),
        ("PutObject", True),
        ("BatchWriteItem", True),
        ("TransactWriteItems", True),
        ("ReceiveMessage", True),
        ("StartDocumentAnalysis", True),
    ],
)
def test_operations_that_change_something_are_told_from_readers(operation: str, writes: bool) -> None:
    assert moment_of(context("any", operation, {})).writes is writes


def test_a_prompt_is_read_and_left_for_the_model() -> None:
    body = io.BytesIO(b'{"prompt": "a deed"}')

    assert "a deed" in prompt_of({"body": body})
    assert body.read() == b'{"prompt": "a deed"}'


def test_messages_are_a_prompt() -> None:
    messages = [{"role": "user", "content": [{"text": "Größe?"}]}]

    assert "Größe?" in prompt_of({"messages": messages, "modelId": "nova"})
    assert prompt_of({"TableName": "jobs"}) == ""
