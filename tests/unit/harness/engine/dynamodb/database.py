"""A database in this process, with a clock that tests move."""

import json
import random
from typing import Any

from harness.engine.plugins.dynamodb.backend import backend_of
from harness.engine.plugins.dynamodb.service import DynamoDb

REGION = "us-east-1"
NOON = 1_800_000_000.0


class Clock:
    """Seconds since the epoch, as the test says."""

    def __init__(self, now: float = NOON) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class Database:
    """One account's tables, called without HTTP."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        self.service = DynamoDb(clock=self.clock)
        self.account = f"{random.SystemRandom().randrange(10**11, 10**12)}"

    def call(self, operation: str, **request: Any) -> tuple[int, dict[str, Any]]:
        """Status and answer of an operation."""
        answer = self.service.call(self.account, REGION, operation, json.dumps(request))
        return answer.status, json.loads(answer.text or "{}")

    def create(self, name: str = "things", **more: Any) -> None:
        """A table whose key is `id`."""
        status, answer = self.call(
            "CreateTable",
            TableName=name,
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
            **more,
        )
        assert status == 200, answer

    def items(self, name: str = "things") -> dict[str, dict[str, Any]]:
        """All items by `id`."""
        return {item["id"]["S"]: item for item in self.call("Scan", TableName=name)[1]["Items"]}

    def records(self) -> list[dict[str, Any]]:
        """The records of the account's only stream."""
        (stream,) = backend_of(self.account, REGION).streams.values()
        return [record.content for record in stream.records]
