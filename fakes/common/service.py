"""A fake's protocol: operations in, AWS's errors out; what is answered is decided elsewhere."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeAlias

from botocore.model import OperationModel
from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.skeleton import Skeleton
from localstack.aws.spec import load_service

from fakes.common.errors import ServiceError
from fakes.common.owner import Owner
from fakes.common.validation import violations

# The shapes of requests and responses are botocore's; LocalStack's skeleton converts them.
Shape: TypeAlias = dict[str, Any]
Operation: TypeAlias = Callable[[Owner, Shape], Shape]
Invalid: TypeAlias = Callable[[str], ServiceError]


def build_skeleton(name: str, title: str, emulated: Mapping[str, Operation], invalid: Invalid) -> Skeleton:
    """Build what LocalStack serves under a service's name.

    Operations that nothing emulates answer 501 `InternalFailure` with their name.

    Args:
        name: the service, as botocore calls it.
        title: the service, as people call it.
        emulated: operations by AWS's names.
        invalid: the error for a request that breaks the service's own model.
    """
    service = load_service(name)
    return Skeleton(
        service,
        {
            operation: partial(_handle, title, emulated.get(operation), service.operation_model(operation), invalid)
            for operation in service.operation_names
        },
    )


def _handle(
    title: str,
    operation: Operation | None,
    model: OperationModel,
    invalid: Invalid,
    context: RequestContext,
    request: Shape,
) -> Shape:
    if operation is None:
        raise NotImplementedError(f"{title}'s operation {model.name} is not emulated.")
    try:
        if problem := violations(model, request):
            raise invalid(problem)
        return operation(Owner(context.account_id, context.region), request)
    except ServiceError as error:
        raise CommonServiceException(error.code, str(error), status_code=error.status, sender_fault=True) from error
