"""What handlers see of virtual time, and how long they are waited for."""

import base64
import hashlib
import hmac
import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import aws_lambda_powertools
import pytest

from harness.behaviours import Behaviours
from harness.clients import Clients
from harness.clock import Clock
from harness.pytest_plugin import EngineUnderTest
from tests.integration.lambda_functions import Functions
from tests.integration.misbehaving import behaviour
from tests.integration.passing_time import FAILING, gaps, printed_times, waiting
from tests.integration.queues import create_queue

SLEEPS = """
    import time

    def handler(seconds, context):
        before = time.time()
        for each in seconds:
            time.sleep(each)
        return [time.time() - before, context.get_remaining_time_in_millis() / 1000]
"""
ASKS = """
    import os, time
    import boto3

    def handler(url, context):
        before = time.time()
        answer = boto3.client("sqs").receive_message(QueueUrl=url, WaitTimeSeconds=20)
        return time.time() - before
"""
SIGNS = """
    import boto3

    def handler(bucket, context):
        parameters = {"Bucket": bucket, "Key": "document"}
        return boto3.client("s3").generate_presigned_url("get_object", Params=parameters, ExpiresIn=3600)
"""
RUNS_ONCE = """
    import boto3, time
    from aws_lambda_powertools.utilities.idempotency import (
        DynamoDBPersistenceLayer, IdempotencyConfig, idempotent,
    )

    store = DynamoDBPersistenceLayer(table_name="once")

    @idempotent(persistence_store=store, config=IdempotencyConfig(expires_after_seconds=3600))
    def handler(event, context):
        return time.time()
"""
CHECKS_A_TOKEN = """
    import base64, hashlib, hmac, json, time

    def decoded(part):
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))

    def handler(token, context):
        signed, _, signature = token.rpartition(".")
        mine = hmac.digest(b"secret", signed.encode(), hashlib.sha256)
        if not hmac.compare_digest(mine, decoded(signature)):
            return "forged"
        claims = json.loads(decoded(signed.partition(".")[2]))
        return claims["sub"] if time.time() < claims["exp"] else "expired"
"""


def with_powertools(source: str) -> dict[str, str]:
    """The source with the library that the systems' functions bring along."""
    packages = Path(aws_lambda_powertools.__file__).parents[1]
    library = [*(packages / "aws_lambda_powertools").rglob("*.py"), packages / "typing_extensions.py"]
    return {"app.py": source, **{str(path.relative_to(packages)): path.read_text() for path in library}}


@pytest.fixture
def functions(virtual_aws: Clients) -> Functions:
    return Functions(virtual_aws)


def test_a_handlers_sleeps_pass_in_virtual_time(functions: Functions, clock: Clock) -> None:
    name = functions.create(SLEEPS, Timeout=900)

    with waiting(clock, functions.invoke, name, [300, 200]) as answer:
        clock.run_to_idle(limit=900)

    assert answer.result().value == pytest.approx([500, 400], abs=1)


def test_a_handler_that_sleeps_too_long_is_ended_at_its_timeout(functions: Functions, clock: Clock) -> None:
    name = functions.create(SLEEPS, Timeout=60)

    with waiting(clock, functions.invoke, name, [100]) as answer:
        clock.advance(59.9)
        assert not answer.done()
        clock.advance(0.2)

    assert answer.result().value["errorMessage"].endswith("Task timed out after 60.00 seconds")


def test_a_handler_may_wait_for_the_engine(functions: Functions, virtual_aws: Clients, clock: Clock) -> None:
    url, _ = create_queue(virtual_aws, "empty")
    name = functions.create(ASKS, Timeout=60)

    with waiting(clock, functions.invoke, name, url) as answer:
        state = clock.run_to_idle(limit=60)

    assert answer.result().value == pytest.approx(20, abs=0.1)
    assert state.moved
    assert state.moved.unsettled == []


@pytest.mark.parametrize(("effect", "seconds"), [({"kind": "delay", "seconds": 30}, 30), ({"kind": "hang"}, 45)])
def test_behaviours_of_functions_take_virtual_time(
    functions: Functions,
    virtual_engine: EngineUnderTest,
    account: str,
    clock: Clock,
    effect: dict[str, Any],
    seconds: int,
) -> None:
    name = functions.create(SLEEPS, Timeout=45)
    Behaviours(virtual_engine.endpoint, account).set(behaviour(effect, {"service": "lambda", "point": "work"}))

    with waiting(clock, functions.invoke, name, []) as answer:
        clock.advance(seconds - 0.1)
        assert not answer.done()
        clock.advance(0.2)

    assert (answer.result().error is not None) == (effect["kind"] == "hang")


def test_an_event_that_is_too_old_is_given_up(functions: Functions, virtual_aws: Clients, clock: Clock) -> None:
    clock.set_rate(0)
    url, arn = create_queue(virtual_aws, "lost")
    name = functions.create(FAILING)
    functions.client.put_function_event_invoke_config(
        FunctionName=name, MaximumEventAgeInSeconds=100, DestinationConfig={"OnFailure": {"Destination": arn}}
    )
    functions.client.invoke(FunctionName=name, InvocationType="Event", Payload=b"{}")

    clock.run_to_idle(limit=3600)

    assert gaps(printed_times(virtual_aws, name)) == pytest.approx([60], abs=1)
    (letter,) = virtual_aws.client("sqs").receive_message(QueueUrl=url)["Messages"]
    assert json.loads(letter["Body"])["requestContext"]["condition"] == "EventAgeExceeded"


def test_a_url_that_a_handler_signs_is_good_for_its_hour(
    functions: Functions, virtual_aws: Clients, account: str, clock: Clock
) -> None:
    bucket = f"documents-{account}"
    s3 = virtual_aws.client("s3")
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="document", Body=b"deed")
    clock.advance(24 * 3600)  # so that it isn't the host's time that counts
    url = functions.invoke(functions.create(SIGNS), bucket).value

    clock.set_rate(0)
    clock.advance(59 * 60)
    assert urllib.request.urlopen(url).read() == b"deed"
    clock.advance(2 * 60)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(url)

    assert refused.value.code == 403
    body = refused.value.read().decode()
    assert "<Code>AccessDenied</Code><Message>Request has expired</Message>" in body.replace("\n", "").replace("  ", "")


def token(**claims: Any) -> str:
    """A JSON Web Token, signed with HS256."""

    def encoded(part: bytes) -> str:
        return base64.urlsafe_b64encode(part).rstrip(b"=").decode()

    parts = [encoded(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
    signed = ".".join(parts)
    return f"{signed}.{encoded(hmac.digest(b'secret', signed.encode(), hashlib.sha256))}"


def test_a_token_expires_in_a_handlers_eyes(functions: Functions, clock: Clock) -> None:
    name = functions.create(CHECKS_A_TOKEN)
    clock.set_rate(0)
    anns = token(sub="ann", exp=int(clock.now().timestamp()) + 3600)

    clock.advance(3598)
    assert functions.invoke(name, anns).value == "ann"
    assert functions.invoke(name, anns[:-4] + "AAAA").value == "forged"
    clock.advance(2)
    assert functions.invoke(name, anns).value == "expired"


def test_what_was_done_once_is_done_again_when_its_record_has_expired(
    functions: Functions, virtual_aws: Clients, clock: Clock
) -> None:
    virtual_aws.client("dynamodb").create_table(
        TableName="once",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
    )
    name = functions.create(with_powertools(RUNS_ONCE), Timeout=30)
    clock.set_rate(0)
    first = functions.invoke(name, {"job": 1})
    assert first.error is None, first.log

    clock.advance(3599)
    assert functions.invoke(name, {"job": 1}).value == first.value
    clock.advance(2)
    assert functions.invoke(name, {"job": 1}).value == pytest.approx(first.value + 3601)
