"""Entry points: the two providers, `dynamodb:embedded` and `dynamodbstreams:embedded`."""

from typing import Any

from localstack.aws.skeleton import Skeleton
from localstack.aws.spec import load_service
from localstack.services.plugins import Service, ServiceLifecycleHook, aws_provider


@aws_provider(api="dynamodb", name="embedded")
def dynamodb() -> Service:
    """DynamoDB without Java."""
    # Imported with the service and not with the list of plugins: moto takes its time.
    from harness.engine.plugins.dynamodb.provider import DYNAMODB, TableLifecycle, operations

    return _service("dynamodb", operations(DYNAMODB), TableLifecycle(DYNAMODB))


@aws_provider(api="dynamodbstreams", name="embedded")
def dynamodbstreams() -> Service:
    """DynamoDB's streams, of the tables of the provider above."""
    from harness.engine.plugins.dynamodb.provider import DYNAMODB
    from harness.engine.plugins.dynamodb.streams.provider import operations

    return _service("dynamodbstreams", operations(DYNAMODB), ServiceLifecycleHook())


def _service(name: str, table: dict[str, Any], lifecycle: ServiceLifecycleHook) -> Service:
    return Service(name=name, skeleton=Skeleton(load_service(name), table), lifecycle_hook=lifecycle)
