"""A little world from a seed does the same things at the same times, in the same order, each time it is made."""

import json
from random import Random
from typing import Any

import pytest

from harness.clients import Clients
from harness.clock import Clock
from harness.pytest_plugin import EngineUnderTest
from tests.integration.lambda_functions import Functions
from tests.integration.queues import create_queue

SEED = 4
QUEUES = 4
MESSAGES = 8

TELLS = """
    import json, os, time
    import boto3

    sqs = boto3.client("sqs")

    def handler(event, context):
        for record in event["Records"]:
            told = json.dumps([os.environ["NAME"], record["body"], time.time()])
            sqs.send_message(QueueUrl=os.environ["JOURNAL"], MessageBody=told)
            if record["attributes"]["ApproximateReceiveCount"] == "1" and record["body"].startswith("bad"):
                raise ValueError(record["body"])
"""


class World:
    """Queues with functions that write into a journal; some messages fail at first.

    Args:
        aws: clients of an empty account.
        clock: the engine's, which stands still.
        seed: what is sent when follows from it.
    """

    def __init__(self, aws: Clients, clock: Clock, seed: int) -> None:
        self._sqs: Any = aws.client("sqs")
        self._clock = clock
        self._random = Random(seed)
        self._journal, _ = create_queue(aws, "journal")
        self._urls = [self._mapped(aws, f"queue-{number}") for number in range(QUEUES)]

    def history(self) -> list[tuple[str, str, float]]:
        """Send messages, let time pass until nothing is left to do, and read who got what and when."""
        start = self._clock.now().timestamp()
        for number in range(MESSAGES):
            body = f"{self._random.choice(['good', 'bad'])}-{number}"
            # Few moments for many messages: several come to life at the same one.
            delay = self._random.choice([0, 60, 120])
            self._sqs.send_message(QueueUrl=self._random.choice(self._urls), MessageBody=body, DelaySeconds=delay)
            self._clock.advance(0)  # returns when all that has come of it is done
        self._clock.run_to_idle(limit=3600)
        return [(name, body, round(at - start, 2)) for name, body, at in self._told()]

    def _mapped(self, aws: Clients, name: str) -> str:
        url, arn = create_queue(aws, name, VisibilityTimeout="90")
        functions = Functions(aws)
        function = functions.create(TELLS, Environment={"Variables": {"NAME": name, "JOURNAL": self._journal}})
        functions.client.create_event_source_mapping(
            EventSourceArn=arn, FunctionName=function, BatchSize=1, ScalingConfig={"MaximumConcurrency": 2}
        )
        return url

    def _told(self) -> list[Any]:
        told: list[Any] = []
        while messages := self._sqs.receive_message(QueueUrl=self._journal, MaxNumberOfMessages=10).get("Messages"):
            told += [json.loads(message["Body"]) for message in messages]
        return told


@pytest.mark.parametrize("seed", [SEED])
def test_the_same_world_has_the_same_history(virtual_engine: EngineUnderTest, clock: Clock, seed: int) -> None:
    clock.set_rate(0)
    accounts = [f"{Random().randrange(10**11, 10**12)}" for _ in range(2)]

    first, second = (World(virtual_engine.clients(account), clock, seed).history() for account in accounts)

    assert first == second
    assert len(first) >= MESSAGES
    assert {at for _, _, at in first} >= {0.0, 60.0, 120.0}
