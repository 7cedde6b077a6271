"""DynamoDB Streams' operations as LocalStack calls them."""

import json
from collections.abc import Callable
from typing import Any

from localstack.aws.api import RequestContext
from localstack.http import Response
from moto.core.exceptions import JsonRESTError

from harness.engine.plugins.dynamodb.service import DynamoDb
from harness.engine.plugins.dynamodb.streams.reader import StreamReader
from harness.engine.plugins.dynamodb.wire import respond

Operation = Callable[[RequestContext, Any], Response]


def operations(database: DynamoDb) -> dict[str, Operation]:
    """The four operations, answered from `database`'s streams."""
    reader = StreamReader(database.locks, database.clock)
    return {
        "DescribeStream": _operation(reader.describe_stream),
        "GetRecords": _operation(reader.get_records),
        "GetShardIterator": _operation(reader.get_shard_iterator),
        "ListStreams": _operation(reader.list_streams),
    }


def _operation(method: Callable[[str, str, dict[str, Any]], dict[str, Any]]) -> Operation:
    def answer(context: RequestContext, request: Any) -> Response:
        try:
            return respond(context, 200, json.dumps(method(context.account_id, context.region, dict(request or {}))))
        except JsonRESTError as error:
            return respond(context, error.code, error.get_body())

    return answer
