"""Mappings of streams to functions in virtual time. Every figure is virtual seconds."""

import json
from typing import Any

import pytest

from harness.clients import Clients
from harness.clock import Clock
from tests.integration.dynamodb_tables import ORDERS, create_orders, order
from tests.integration.lambda_functions import Functions
from tests.integration.passing_time import gaps
from tests.integration.queues import create_queue
from tests.integration.streams import stream_arn

THREE_FAILS = """
    import time

    def handler(event, context):
        numbers = [record["dynamodb"]["Keys"]["number"]["N"] for record in event["Records"]]
        print(f"at {time.time()} " + ",".join(numbers))
        if "3" in numbers:
            raise ValueError("three")
"""


class Table:
    """A table whose stream feeds a function that can't bear an order with number three.

    Args:
        aws: clients of the account.
        settings: of the mapping.
    """

    def __init__(self, aws: Clients, **settings: Any) -> None:
        self._aws = aws
        self._dynamodb = aws.client("dynamodb")
        create_orders(self._dynamodb, "KEYS_ONLY")
        self._dead_url, dead_arn = create_queue(aws, "dead")
        self.functions = Functions(aws)
        self.function = self.functions.create(THREE_FAILS)
        self.functions.client.create_event_source_mapping(
            EventSourceArn=stream_arn(aws),
            FunctionName=self.function,
            StartingPosition="TRIM_HORIZON",
            DestinationConfig={"OnFailure": {"Destination": dead_arn}},
            **settings,
        )

    def put(self, *numbers: int) -> None:
        """Write orders, all at once."""
        self._dynamodb.batch_write_item(
            RequestItems={ORDERS: [{"PutRequest": {"Item": order(number)}} for number in numbers]}
        )

    def attempts(self) -> list[tuple[float, str]]:
        """When the function was invoked, and with which orders."""
        events = self._aws.client("logs").filter_log_events(logGroupName=f"/aws/lambda/{self.function}")["events"]
        lines = [event["message"].split() for event in events if event["message"].startswith("at ")]
        return [(float(moment), numbers) for _at, moment, numbers in lines]

    def letters(self) -> list[Any]:
        """What the mapping has given up."""
        answer = self._aws.client("sqs").receive_message(QueueUrl=self._dead_url, MaxNumberOfMessages=10)
        return [json.loads(message["Body"]) for message in answer.get("Messages", [])]


def test_a_poison_record_is_bisected_and_retried_and_the_others_go_on(virtual_aws: Clients, clock: Clock) -> None:
    clock.set_rate(0)
    table = Table(
        virtual_aws,
        BatchSize=4,
        MaximumBatchingWindowInSeconds=5,
        MaximumRetryAttempts=3,
        BisectBatchOnFunctionError=True,
    )
    table.put(1, 2, 3, 4)

    clock.run_to_idle(limit=3600)

    batches = [numbers for _moment, numbers in table.attempts()]
    assert batches == ["1,2,3,4", "1,2", "3,4", "3", "3", "3", "3", "4"]
    alone = [moment for moment, numbers in table.attempts() if numbers == "3"]
    assert gaps(alone) == pytest.approx([1, 2, 4], abs=0.1)
    (letter,) = table.letters()
    assert letter["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert letter["requestContext"]["approximateInvokeCount"] == 4
    assert letter["DDBStreamBatchInfo"]["batchSize"] == 1


def test_a_record_is_given_up_when_it_is_too_old(virtual_aws: Clients, clock: Clock) -> None:
    clock.set_rate(0)
    table = Table(virtual_aws, BatchSize=1, MaximumRecordAgeInSeconds=100)
    start = clock.now().timestamp()
    table.put(3)
    clock.advance(50)
    table.put(4)

    clock.run_to_idle(limit=3600)

    *in_vain, (moment, last) = table.attempts()
    assert {numbers for _moment, numbers in in_vain} == {"3"}
    assert last == "4"
    assert moment - start == pytest.approx(100, abs=1)
    (letter,) = table.letters()
    assert letter["requestContext"]["condition"] == "RecordAgeExceeded"
    assert letter["requestContext"]["approximateInvokeCount"] == len(in_vain)


def test_a_throttled_function_uses_up_no_retries(virtual_aws: Clients, clock: Clock) -> None:
    clock.set_rate(0)
    table = Table(virtual_aws, BatchSize=1, MaximumRetryAttempts=0)
    lambdas = table.functions.client
    lambdas.put_function_concurrency(FunctionName=table.function, ReservedConcurrentExecutions=0)
    start = clock.now().timestamp()
    table.put(4)

    clock.advance(10)
    lambdas.delete_function_concurrency(FunctionName=table.function)
    clock.run_to_idle(limit=3600)

    ((moment, numbers),) = table.attempts()
    assert numbers == "4"
    assert moment - start == pytest.approx(1 + 2 + 4 + 8, abs=0.1)
    assert table.letters() == []


def test_a_batch_of_records_waits_for_its_window(virtual_aws: Clients, clock: Clock) -> None:
    clock.set_rate(0)
    table = Table(virtual_aws, BatchSize=10, MaximumBatchingWindowInSeconds=60)
    clock.advance(300)  # so that a window which was open all the time would have passed
    start = clock.now().timestamp()
    table.put(1)
    clock.advance(40)
    table.put(2)

    clock.run_to_idle(limit=3600)

    ((moment, numbers),) = table.attempts()
    assert numbers == "1,2"
    assert moment - start == pytest.approx(60, abs=0.1)
