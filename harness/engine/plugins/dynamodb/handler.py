"""moto's request handler, called directly: a parsed request in, JSON out, without HTTP in between."""

from typing import Any

from moto.dynamodb import responses
from moto.dynamodb.models.utilities import dynamo_json_dump
from moto.dynamodb.responses import DynamoHandler

from harness.engine.plugins.dynamodb import batches, searches
from harness.engine.plugins.dynamodb.backend import Backend, backend_of
from harness.engine.plugins.dynamodb.table import TrackedTable
from harness.engine.plugins.dynamodb.tidying import tidy
from harness.engine.plugins.dynamodb.transactions import MAX_ACTIONS

responses.TRANSACTION_MAX_ITEMS = MAX_ACTIONS


class Handler(DynamoHandler):
    """One request's handler.

    Its public methods are DynamoDB's operations in snake case. They return the response's JSON and raise moto's errors.

    Args:
        account: 12-digit account.
        region: AWS region.
        request: the request's JSON, numbers and sets in their canonical spelling.
        now: seconds since the epoch.
    """

    def __init__(self, account: str, region: str, request: dict[str, Any], now: float):
        super().__init__()
        self.current_account = account
        self.region = region
        self.body = request
        self.now = now
        self.response_headers: dict[str, str] = {}

    @property
    def dynamodb_backend(self) -> Backend:
        """The tables of the account and region."""
        return backend_of(self.current_account, self.region)

    def put_item(self) -> Any:
        """`PutItem`."""
        return tidy(self.body, super().put_item())

    def get_item(self) -> Any:
        """`GetItem`, whose key must be exactly the table's."""
        self._check_key()
        return super().get_item()

    def update_item(self) -> Any:
        """`UpdateItem`, whose key must be exactly the table's."""
        self._check_key()
        return tidy(self.body, super().update_item())

    def delete_item(self) -> Any:
        """`DeleteItem`, whose key must be exactly the table's."""
        self._check_key()
        return tidy(self.body, super().delete_item())

    def query(self) -> Any:
        """`Query`, with what AWS checks beforehand."""
        searches.check_filter(self._table(), self.body)
        searches.check_start(self._table(), self.body)
        return super().query()

    def scan(self) -> Any:
        """`Scan`, with what AWS checks beforehand."""
        searches.check_start(self._table(), self.body)
        return super().scan()

    def batch_get_item(self) -> Any:
        """`BatchGetItem`, whose keys must be exactly the tables'."""
        batches.check_keys(self.dynamodb_backend, self.body["RequestItems"])
        return tidy(self.body, super().batch_get_item())

    def batch_write_item(self) -> str:
        """`BatchWriteItem`: checked as a whole before the first write."""
        batches.write(self.dynamodb_backend, self.body["RequestItems"])
        return dynamo_json_dump({"UnprocessedItems": {}})  # type: ignore[no-any-return]

    def transact_write_items(self) -> str:
        """`TransactWriteItems`, done once for each client request token."""
        token, actions = self.body.get("ClientRequestToken"), self.body["TransactItems"]
        tokens = self.dynamodb_backend.tokens
        if token and tokens.is_done(token, actions, self.now):
            return "{}"
        super().transact_write_items()
        if token:
            tokens.record(token, actions, self.now)
        return "{}"

    def update_time_to_live(self) -> Any:
        """`UpdateTimeToLive`, with the error that AWS raises for a missing table."""
        self._table()
        return super().update_time_to_live()

    def describe_time_to_live(self) -> Any:
        """`DescribeTimeToLive`, with the error that AWS raises for a missing table."""
        self._table()
        return super().describe_time_to_live()

    def _check_key(self) -> None:
        self._table().exact_key_of(self.body["Key"])

    def _table(self) -> TrackedTable:
        table: TrackedTable = self.dynamodb_backend.get_table(self.body["TableName"])
        return table
