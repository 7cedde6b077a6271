"""Errors that behaviours ask for, as LocalStack serialises them for each service's protocol."""

from typing import Any

from localstack.aws.api import CommonServiceException

from fakes.behaviours.effects import Deny, Error, ReadOnly, Throttle
from harness.engine.plugins.recorder.identity import identify

SERVER_ERROR = 500
"""The first HTTP status that isn't the caller's fault."""

BAD_REQUEST = 400
FORBIDDEN = 403

THROTTLED: dict[str, tuple[str, int]] = {
    "dynamodb": ("ProvisionedThroughputExceededException", 400),
    "dynamodbstreams": ("LimitExceededException", 400),
    "kinesis": ("ProvisionedThroughputExceededException", 400),
    "lambda": ("TooManyRequestsException", 429),
    "s3": ("SlowDown", 503),
    "sns": ("Throttled", 429),
    "sqs": ("RequestThrottled", 403),
    "cloudformation": ("Throttling", 400),
    "cloudwatch": ("Throttling", 400),
    "iam": ("Throttling", 400),
    "sts": ("Throttling", 400),
}
"""How services say "too fast"; the others with `ThrottlingException`. From each service's API reference, "Errors"."""


DENIED: dict[str, str] = {
    "cloudformation": "AccessDenied",
    "cloudwatch": "AccessDenied",
    "iam": "AccessDenied",
    "s3": "AccessDenied",
    "sns": "AuthorizationError",
    "sqs": "AccessDenied",
    "sts": "AccessDenied",
}
"""How services say that a caller has no permission; the others with `AccessDeniedException`. From each service's API
reference, "Errors" and "Common Errors"."""


def error_of(effect: Error | Throttle | ReadOnly | Deny, context: Any) -> CommonServiceException:
    """The error with which a call fails.

    Args:
        effect: what is asked for.
        context: LocalStack's `RequestContext`.
    """
    match effect:
        case Error():
            return _asked_for(effect, context)
        case Throttle():
            return _throttled(effect, context)
        case ReadOnly():
            return _exception(effect.code, effect.message, effect.status)
        case Deny():
            return _denied(context)


def _asked_for(error: Error, context: Any) -> CommonServiceException:
    """The error, with the status that AWS's model gives to its code unless another is asked for."""
    return _exception(error.code, error.message, error.status or _modelled_status(error.code, context))


def _throttled(throttle: Throttle, context: Any) -> CommonServiceException:
    """The error of a call that comes too fast."""
    code, status = THROTTLED.get(context.service.service_name, ("ThrottlingException", None))
    if throttle.code is not None:
        code, status = throttle.code, None
    return _exception(code, throttle.message, status or _modelled_status(code, context))


def _denied(context: Any) -> CommonServiceException:
    """The error of a caller whose policies don't allow the call."""
    service = context.service.service_name
    code = DENIED.get(service, "AccessDeniedException")
    caller = identify(context.request.headers.get("Authorization", ""))
    who = f"{caller.role.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/{caller.session}"
    operation = f"{service.partition('-')[0]}:{context.operation.name}"
    message = (
        f"User: {who} is not authorized to perform: {operation} because no identity-based policy allows the action"
    )
    return _exception(code, message, FORBIDDEN if code == "AccessDenied" else _modelled_status(code, context))


def _exception(code: str, message: str, status: int) -> CommonServiceException:
    return CommonServiceException(code, message, status_code=status, sender_fault=status < SERVER_ERROR)


def _modelled_status(code: str, context: Any) -> int:
    shape = context.service.shape_for_error_code(code)
    if shape is None:
        return BAD_REQUEST
    # Whose fault an error is stands in AWS's model, but botocore leaves it out of `metadata`.
    usual = SERVER_ERROR if shape._shape_model.get("fault") else BAD_REQUEST
    return int(shape.metadata.get("error", {}).get("httpStatusCode", usual))
