"""DynamoDB's operations as LocalStack calls them."""

from collections.abc import Callable
from typing import Any

from localstack.aws.api import RequestContext
from localstack.aws.spec import load_service
from localstack.http import Response
from localstack.services.plugins import ServiceLifecycleHook

from harness.engine.plugins.dynamodb.service import DynamoDb
from harness.engine.plugins.dynamodb.wire import respond

Operation = Callable[[RequestContext, Any], Response]

DYNAMODB = DynamoDb()
"""The tables of this engine process."""


class TableLifecycle(ServiceLifecycleHook):
    """Items expire for as long as the service runs."""

    def __init__(self, database: DynamoDb):
        self._database = database

    def on_before_start(self) -> None:
        """Start the sweeper."""
        self._database.sweeper.start()

    def on_before_stop(self) -> None:
        """Stop the sweeper."""
        self._database.sweeper.stop()

    def on_after_state_load(self) -> None:
        """Tell the sweeper of restored items."""
        self._database.schedule_everything()


def operations(database: DynamoDb) -> dict[str, Operation]:
    """Every operation of DynamoDB's API, answered by `database`."""

    def answer(context: RequestContext, _request: Any) -> Response:
        body = context.request.get_data()
        answer = database.call(context.account_id, context.region, context.operation.name, body)
        return respond(context, answer.status, answer.text)

    return dict.fromkeys(load_service("dynamodb").operation_names, answer)
