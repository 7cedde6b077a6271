"""How one of Bedrock's services is offered to LocalStack: operations in, AWS's responses and errors out."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeAlias

from botocore.model import OperationModel
from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.skeleton import Skeleton
from localstack.aws.spec import load_service

from fakes.bedrock.errors import BedrockError
from fakes.bedrock.event_stream import to_response
from fakes.common.owner import Owner

Shape: TypeAlias = dict[str, Any]
Operation: TypeAlias = Callable[[Owner, Shape], Shape]


def create_skeleton(service: str, emulated: Mapping[str, Operation]) -> Skeleton:
    """Build what LocalStack serves under a service's name.

    Operations that nothing emulates answer 501 `InternalFailure` with their name.

    Args:
        service: as botocore calls it, such as `bedrock-runtime`.
        emulated: operations by AWS's names.
    """
    model = load_service(service)
    table = {
        name: partial(_handle, service, emulated.get(name), model.operation_model(name))
        for name in model.operation_names
    }
    return Skeleton(model, table)


def _handle(
    service: str, operation: Operation | None, model: OperationModel, context: RequestContext, request: Shape
) -> Any:
    if operation is None:
        raise NotImplementedError(f"The operation {model.name} of {service} is not emulated.")
    try:
        result = operation(Owner(context.account_id, context.region), request)
    except BedrockError as error:
        raise CommonServiceException(
            error.code, str(error), status_code=error.status, sender_fault=error.status < 500
        ) from error
    return to_response(model, result) if model.has_event_stream_output else result
