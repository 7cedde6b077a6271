"""DynamoDB's errors as moto raises them."""

from moto.core.exceptions import JsonRESTError
from moto.dynamodb.exceptions import ERROR_TYPE_PREFIX, MockValidationException


class ValidationError(MockValidationException):
    """AWS's `ValidationException`: the request itself is wrong."""


class IdempotentParameterMismatchError(JsonRESTError):
    """A client request token came back with another transaction."""

    def __init__(self) -> None:
        super().__init__(
            ERROR_TYPE_PREFIX + "IdempotentParameterMismatchException",
            "The request uses the same client token as a previous, but non-identical request. "
            "Do not reuse a client token with different requests, unless the requests are identical",
        )
