"""Calls that go wrong, as boto3 and the code behind it see them."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError, ResponseStreamingError

from harness.behaviours import Behaviours
from harness.calls import Calls
from harness.clients import Clients
from harness.pytest_plugin import EngineUnderTest
from tests.integration.impatient import Impatient
from tests.integration.misbehaving import behaviour, create_bucket, create_table
from tests.waiting import eventually


@pytest.fixture
def bucket(aws: Clients) -> str:
    return create_bucket(aws)


@pytest.fixture
def table(aws: Clients) -> str:
    return create_table(aws)


def refused(call: Callable[..., Any], **parameters: Any) -> tuple[str, int]:
    """Code and HTTP status with which a call fails."""
    with pytest.raises(ClientError) as failure:
        call(**parameters)
    answer = failure.value.response
    return answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "code", "status"),
    [
        ("dynamodb", "list_tables", {}, "ProvisionedThroughputExceededException", 400),
        ("s3", "list_buckets", {}, "SlowDown", 503),
        ("lambda", "list_functions", {}, "TooManyRequestsException", 429),
        ("sqs", "list_queues", {}, "RequestThrottled", 403),
        ("sns", "list_topics", {}, "Throttled", 429),
        ("stepfunctions", "list_state_machines", {}, "ThrottlingException", 400),
        ("textract", "get_document_analysis", {"JobId": "0" * 64}, "ThrottlingException", 500),
        (
            "bedrock-runtime",
            "invoke_model",
            {"modelId": "amazon.nova-lite-v1:0", "body": "{}"},
            "ThrottlingException",
            429,
        ),
    ],
)
def test_every_service_throttles_in_its_own_words(
    impatient: Impatient,
    behave: Behaviours,
    service: str,
    operation: str,
    parameters: dict[str, str],
    code: str,
    status: int,
) -> None:
    behave.set(behaviour({"kind": "throttle", "rate": 0, "burst": 0}, {"service": service}))

    assert refused(getattr(impatient.client(service), operation), **parameters) == (code, status)


def test_an_error_is_an_exception_of_the_services_own_class(
    impatient: Impatient, behave: Behaviours, table: str
) -> None:
    failing = {"kind": "error", "code": "ConditionalCheckFailedException", "message": "not today"}
    behave.set(behaviour(failing, {"service": "dynamodb", "operation": "PutItem", "resource": table}))
    dynamodb = impatient.client("dynamodb")

    with pytest.raises(dynamodb.exceptions.ConditionalCheckFailedException, match="not today"):
        dynamodb.put_item(TableName=table, Item={"id": {"S": "1"}})

    assert dynamodb.scan(TableName=table)["Items"] == []


def test_only_the_nth_call_fails_and_only_for_the_account_that_asked_for_it(
    engine: EngineUnderTest, impatient: Impatient, behave: Behaviours, bucket: str
) -> None:
    behave.set(
        behaviour(
            {"kind": "error", "code": "InternalError", "status": 500},
            {"service": "s3", "operation": "GetObject", "resource": f"{bucket}/deed", "nth": 2},
        )
    )
    s3, stranger = impatient.client("s3"), engine.client("s3", "987654321098")

    s3.get_object(Bucket=bucket, Key="deed")
    stranger.get_object(Bucket=bucket, Key="deed")
    assert refused(s3.get_object, Bucket=bucket, Key="deed") == ("InternalError", 500)
    s3.get_object(Bucket=bucket, Key="deed")


def test_sdk_retries_get_over_a_short_outage(aws: Clients, behave: Behaviours, bucket: str) -> None:
    behave.set(behaviour({"kind": "error", "code": "SlowDown", "status": 503}, {"service": "s3"}, limit={"count": 2}))

    assert aws.client("s3").get_object(Bucket=bucket, Key="deed")["Body"].read() == b"x" * 1000

    (report,) = behave.reports()
    assert (report.matched, report.applied) == (3, 2)


def test_a_delay_is_waited_out(impatient: Impatient, behave: Behaviours) -> None:
    behave.set(behaviour({"kind": "delay", "seconds": 0.5}, {"service": "sqs", "operation": "ListQueues"}))

    started = time.monotonic()
    impatient.client("sqs").list_queues()

    assert time.monotonic() - started >= 0.5


def test_a_reset_connection_is_one_to_the_client_too(impatient: Impatient, behave: Behaviours) -> None:
    behave.set(behaviour({"kind": "reset"}, {"service": "sqs"}, limit={"count": 1}))
    sqs = impatient.client("sqs")

    with pytest.raises(ConnectionClosedError):
        sqs.list_queues()

    sqs.list_queues()


def test_a_hanging_call_ends_when_the_client_loses_patience(impatient: Impatient, behave: Behaviours) -> None:
    behave.set(behaviour({"kind": "hang"}, {"service": "sqs"}))

    with pytest.raises(ReadTimeoutError):
        impatient.client("sqs", read_timeout=0.5).list_queues()


def test_a_call_whose_connection_broke_is_no_success(
    impatient: Impatient, behave: Behaviours, calls: Calls, account: str
) -> None:
    behave.set(behaviour({"kind": "reset"}, {"service": "sqs"}))

    with pytest.raises(ConnectionClosedError):
        impatient.client("sqs").list_queues()

    eventually(lambda: bool(calls.find(account=account, operation="ListQueues")))
    (call,) = calls.find(account=account, operation="ListQueues")
    assert (call.status, call.error) == (499, "ConnectionReset")


def test_a_hanging_call_breaks_when_its_time_is_over(impatient: Impatient, behave: Behaviours) -> None:
    behave.set(behaviour({"kind": "hang", "seconds": 0.1}, {"service": "sqs"}))

    with pytest.raises(ConnectionClosedError):
        impatient.client("sqs").list_queues()


def test_a_slow_body_trickles_and_is_whole(impatient: Impatient, behave: Behaviours, bucket: str) -> None:
    behave.set(behaviour({"kind": "slow-body", "bytes_per_second": 2000}, {"operation": "GetObject"}))

    started = time.monotonic()
    body = impatient.client("s3").get_object(Bucket=bucket, Key="deed")["Body"].read()

    assert body == b"x" * 1000
    assert time.monotonic() - started >= 0.4


def test_a_truncated_object_breaks_off(impatient: Impatient, behave: Behaviours, bucket: str) -> None:
    behave.set(behaviour({"kind": "truncate", "keep": 0.5}, {"operation": "GetObject"}))

    with pytest.raises(ResponseStreamingError):
        impatient.client("s3").get_object(Bucket=bucket, Key="deed")["Body"].read()


def test_a_corrupt_object_is_as_long_and_differs(impatient: Impatient, behave: Behaviours, bucket: str) -> None:
    behave.set(behaviour({"kind": "corrupt", "share": 0.01}, {"operation": "GetObject"}))
    s3 = impatient.client("s3", response_checksum_validation="when_required")

    body = s3.get_object(Bucket=bucket, Key="deed")["Body"].read()

    assert len(body) == 1000
    assert sum(byte != ord("x") for byte in body) == 10


def test_a_read_only_service_answers_readers(impatient: Impatient, behave: Behaviours, table: str) -> None:
    behave.set(behaviour({"kind": "read-only"}, {"service": "dynamodb"}))
    dynamodb = impatient.client("dynamodb")

    assert refused(dynamodb.put_item, TableName=table, Item={"id": {"S": "1"}}) == ("ServiceUnavailable", 503)
    assert dynamodb.scan(TableName=table)["Count"] == 0


def test_a_prompt_chooses_who_fails(impatient: Impatient, behave: Behaviours) -> None:
    behave.set(
        behaviour(
            {"kind": "error", "code": "ModelTimeoutException"},
            {"service": "bedrock-runtime", "prompt": "deed of trust"},
        )
    )
    bedrock = impatient.client("bedrock-runtime")

    def ask(text: str) -> Any:
        return bedrock.converse(
            modelId="amazon.nova-lite-v1:0", messages=[{"role": "user", "content": [{"text": text}]}]
        )

    assert ask("What is in this invoice?")["output"]
    with pytest.raises(bedrock.exceptions.ModelTimeoutException):
        ask("What is in this deed of trust?")
