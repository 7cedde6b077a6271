"""Metrics about calls that were refused because they came too fast.

Nothing is too fast for the engine itself but for a function's concurrency, which `lambda_metrics_as_on_aws` counts; the
rest is behaviours. Sources: DynamoDB Developer Guide, "DynamoDB metrics and dimensions"; Lambda Developer Guide, "Types
of metrics".
"""

from collections.abc import Iterator, Mapping
from typing import Any

from harness.engine.plugins.behaviours.moments import READS
from harness.engine.plugins.cloudwatch.metric_buffer import METRICS, Source

# LocalStack's HandlerChain, RequestContext and Response, which have no types.
Chain = Any
Context = Any
Answer = Any

TOO_FAST = frozenset({"ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException"})
"""DynamoDB's codes."""


def count(_chain: Chain, context: Context, _answer: Answer) -> None:
    """Handler that looks at each call when it is over."""
    error = context.service_exception
    if error is None or context.operation is None:
        return
    service = context.service.service_name
    if service == "dynamodb" and error.code in TOO_FAST:
        _count_tables(context)
    elif service == "lambda" and error.code == "TooManyRequestsException" and context.get("rehearsal_order"):
        name = str(context.service_request["FunctionName"]).split(":function:")[-1].split(":")[0]
        METRICS.add(Source(context.account_id, context.region, "AWS/Lambda", {"FunctionName": name}), "Throttles")


def _count_tables(context: Context) -> None:
    operation, request = context.operation.name, context.service_request or {}
    event = "ReadThrottleEvents" if READS.match(operation) else "WriteThrottleEvents"
    index = {"GlobalSecondaryIndexName": request["IndexName"]} if "IndexName" in request else {}
    for table in set(_tables(request)):
        _add(context, event, {"TableName": table, **index})
        _add(context, "ThrottledRequests", {"TableName": table, "Operation": operation})


def _tables(request: Mapping[str, Any]) -> Iterator[str]:
    """The tables that a request is about, by name or ARN."""
    items = (item for wanted in request.get("TransactItems", ()) for item in wanted.values())
    names = [request.get("TableName"), *request.get("RequestItems", ()), *(item.get("TableName") for item in items)]
    return (str(name).rpartition("/")[2] for name in names if name)


def _add(context: Context, metric: str, dimensions: dict[str, str]) -> None:
    METRICS.add(Source(context.account_id, context.region, "AWS/DynamoDB", dimensions), metric)
