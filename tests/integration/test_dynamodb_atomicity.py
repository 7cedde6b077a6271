"""Sixteen callers race for one item. Exactly one may win, each time."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from harness.pytest_plugin import EngineUnderTest

CALLERS = 16
ROUNDS = 1000
LOST = {"ConditionalCheckFailedException", "TransactionCanceledException"}

Attempt = Callable[[int, int], Any]


@pytest.fixture
def dynamodb(engine: EngineUnderTest, account: str) -> Any:
    """The client of an account that has one table, `race`: a connection for each caller, and no second tries."""
    client = boto3.client(
        "dynamodb",
        endpoint_url=engine.endpoint,
        region_name=engine.region,
        aws_access_key_id=account,
        aws_secret_access_key="any",
        config=Config(max_pool_connections=CALLERS, parameter_validation=False, retries={"total_max_attempts": 1}),
    )
    client.create_table(
        TableName="race",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    return client


def race(attempt: Attempt) -> list[list[int]]:
    """Let all callers call `attempt(round, caller)` at once, round after round; return each round's winners."""
    starting_line = threading.Barrier(CALLERS)

    def run(caller: int) -> list[bool]:
        wins = []
        try:
            for number in range(ROUNDS):
                starting_line.wait()
                wins.append(wins_round(number, caller))
        except ClientError:
            # Nobody shall wait for a caller that is out.
            starting_line.abort()
            raise
        return wins

    def wins_round(number: int, caller: int) -> bool:
        try:
            attempt(number, caller)
        except ClientError as error:
            if error.response["Error"]["Code"] not in LOST:
                raise
            return False
        return True

    with ThreadPoolExecutor(CALLERS) as pool:
        by_caller = list(pool.map(run, range(CALLERS)))
    return [[caller for caller in range(CALLERS) if by_caller[caller][number]] for number in range(ROUNDS)]


@pytest.mark.timeout(600)
def test_exactly_one_caller_wins_each_of_a_thousand_races(dynamodb: Any) -> None:
    """Update, put and transaction take turns."""
    dynamodb.put_item(TableName="race", Item={"id": {"S": "shared"}, "version": {"N": "0"}})

    def put_unless_there(number: int, caller: int) -> None:
        item = {"id": {"S": f"prize-{number}"}, "winner": {"N": str(caller)}}
        dynamodb.put_item(TableName="race", Item=item, ConditionExpression="attribute_not_exists(id)")

    def update_the_version_seen(number: int, caller: int) -> None:
        dynamodb.update_item(
            TableName="race",
            Key={"id": {"S": "shared"}},
            UpdateExpression="SET version = version + :one, winner = :caller",
            ConditionExpression="version = :seen",
            ExpressionAttributeValues={
                ":one": {"N": "1"},
                ":caller": {"N": str(caller)},
                ":seen": {"N": str(number // 3)},
            },
        )

    def transact_over_two_items(number: int, caller: int) -> None:
        # Half of the callers name the items in the other order: a deadlock or a half-done transaction would show.
        names = [f"left-{number}", f"right-{number}"]
        ordered = names if caller % 2 else names[::-1]
        puts = [
            {
                "Put": {
                    "TableName": "race",
                    "Item": {"id": {"S": name}, "winner": {"N": str(caller)}},
                    "ConditionExpression": "attribute_not_exists(id)",
                }
            }
            for name in ordered
        ]
        dynamodb.transact_write_items(TransactItems=puts)

    kinds = [update_the_version_seen, put_unless_there, transact_over_two_items]

    winners = race(lambda number, caller: kinds[number % 3](number, caller))

    assert [len(of_round) for of_round in winners] == [1] * ROUNDS
    for number, (winner,) in enumerate(winners):
        names = {1: [f"prize-{number}"], 2: [f"left-{number}", f"right-{number}"]}.get(number % 3, [])
        assert {winner_of(dynamodb, name) for name in names} <= {winner}
    assert winner_of(dynamodb, "shared") == winners[-1][0]


def winner_of(dynamodb: Any, name: str) -> int:
    item = dynamodb.get_item(TableName="race", Key={"id": {"S": name}})["Item"]
    return int(item["winner"]["N"])
