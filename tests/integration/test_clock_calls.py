"""Calls of handlers that take long, in virtual time. Every figure is virtual seconds."""

from typing import Any

import pytest

from harness.behaviours import Behaviours
from harness.clients import Clients
from harness.clock import Clock
from harness.pytest_plugin import EngineUnderTest
from tests.integration.lambda_functions import Functions
from tests.integration.misbehaving import behaviour
from tests.integration.passing_time import gaps, printed_times, waiting

ASKS_A_MODEL = """
    import time
    import boto3
    from botocore.config import Config
    from botocore.exceptions import ReadTimeoutError

    def handler(read_timeout, context):
        config = Config(read_timeout=read_timeout, retries={"total_max_attempts": 1})
        model = boto3.client("bedrock-runtime", config=config)
        before = time.time()
        try:
            model.converse(
                modelId="amazon.nova-micro-v1:0",
                messages=[{"role": "user", "content": [{"text": "Hello"}]}],
            )
            said = "an answer"
        except ReadTimeoutError as error:
            said = str(error)
        return [said, time.time() - before]
"""

READS = """
    import time
    import boto3

    def handler(bucket, context):
        before = time.time()
        body = boto3.client("s3").get_object(Bucket=bucket, Key="document")["Body"].read()
        return [len(body), time.time() - before]
"""
ASKS_A_FUNCTION = """
    import time
    import boto3
    from botocore.config import Config
    from botocore.exceptions import ReadTimeoutError

    def handler(name, context):
        config = Config(read_timeout=60, retries={"total_max_attempts": 2})
        before = time.time()
        try:
            boto3.client("lambda", config=config).invoke(FunctionName=name)
        except ReadTimeoutError:
            return time.time() - before
"""
SLEEPS = """
    import time

    def handler(event, context):
        print(f"at {time.time()}")
        time.sleep(200)
"""


@pytest.fixture
def behave(virtual_engine: EngineUnderTest, account: str) -> Behaviours:
    return Behaviours(virtual_engine.endpoint, account)


@pytest.fixture
def functions(virtual_aws: Clients) -> Functions:
    return Functions(virtual_aws)


def ask(functions: Functions, clock: Clock, read_timeout: float) -> Any:
    """What a handler is told whose SDK waits so long, and when."""
    name = functions.create(ASKS_A_MODEL, Timeout=900)
    with waiting(clock, functions.invoke, name, read_timeout) as answer:
        clock.run_to_idle(limit=1000)
    return answer.result().value


def test_an_answer_that_takes_long_is_waited_for(functions: Functions, clock: Clock, behave: Behaviours) -> None:
    behave.set(behaviour({"kind": "delay", "seconds": 850}, {"service": "bedrock-runtime"}))

    assert ask(functions, clock, 890) == ["an answer", pytest.approx(850, abs=0.1)]


@pytest.mark.parametrize("kind", ["delay", "hang"])
def test_an_sdk_gives_up_after_its_read_timeout(
    functions: Functions, clock: Clock, behave: Behaviours, kind: str
) -> None:
    behave.set(behaviour({"kind": kind, "seconds": 180}, {"service": "bedrock-runtime"}))

    said, seconds = ask(functions, clock, 60)

    assert said.startswith("Read timeout on endpoint URL")
    assert seconds == pytest.approx(60, abs=0.1)


def test_an_answer_that_trickles_is_waited_for(
    functions: Functions, virtual_aws: Clients, account: str, clock: Clock, behave: Behaviours
) -> None:
    bucket = f"slow-{account}"
    s3 = virtual_aws.client("s3")
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="document", Body=b"x" * 3000)
    behave.set(behaviour({"kind": "slow-body", "bytes_per_second": 100}, {"operation": "GetObject"}))
    name = functions.create(READS, Timeout=60)

    with waiting(clock, functions.invoke, name, bucket) as answer:
        clock.run_to_idle(limit=60)

    assert answer.result().value == [3000, pytest.approx(30, abs=0.1)]


def test_who_waits_for_a_slow_function_gives_up_twice_and_the_function_runs_twice(
    functions: Functions, virtual_aws: Clients, clock: Clock
) -> None:
    slow = functions.create(SLEEPS, Timeout=300)
    asking = functions.create(ASKS_A_FUNCTION, Timeout=300)

    with waiting(clock, functions.invoke, asking, slow) as answer:
        clock.run_to_idle(limit=600)

    assert answer.result().value == pytest.approx(120, abs=5)  # and what the SDK pauses before it tries again
    assert gaps(printed_times(virtual_aws, slow)) == pytest.approx([60], abs=5)
