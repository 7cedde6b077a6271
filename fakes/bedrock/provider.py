"""Bedrock Runtime's protocol: operations in, AWS's errors out; what is said is decided elsewhere."""

import json
import time
from collections.abc import Callable, Sequence
from typing import IO, Any, TypeAlias

from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.skeleton import Skeleton
from localstack.aws.spec import load_service

from fakes.bedrock import converse
from fakes.bedrock.catalogue import find_model
from fakes.bedrock.errors import BedrockError, InvalidRequestError
from fakes.bedrock.families import FAMILIES
from fakes.bedrock.generation import generate
from fakes.bedrock.responders import Responder, built_in_responders

# The shapes of requests and responses are botocore's; LocalStack's skeleton checks and converts them.
Shape: TypeAlias = dict[str, Any]
Operation: TypeAlias = Callable[[Shape], Shape]

_JSON = "application/json"
_ANY_TYPE = {None, "", "*/*", _JSON}


class BedrockRuntime:
    """The operations that answer.

    Args:
        responders: asked in order; the first that has an answer gives it.
    """

    def __init__(self, responders: Sequence[Responder]) -> None:
        self._responders = tuple(responders)

    def invoke_model(self, request: Shape) -> Shape:
        """Answer a body in the format of the model's own family."""
        model = find_model(request["modelId"])
        _check_types(request)
        family = FAMILIES[model.family]
        answer = generate(family.parse(_read(request.get("body"))), model, self._responders)
        body = json.dumps(family.render(answer, model), ensure_ascii=False)
        return {"body": body.encode(), "contentType": _JSON}

    def converse(self, request: Shape) -> Shape:
        """Answer messages in the form that is the same for every model."""
        model = find_model(request["modelId"])
        started = time.perf_counter()
        answer = generate(converse.parse(request), model, self._responders)
        return converse.render(answer, latency_ms=round((time.perf_counter() - started) * 1000))


def _read(body: IO[bytes] | None) -> bytes:
    """Read a body: LocalStack hands payloads over as streams, and leaves an empty one out."""
    return body.read() if body else b""


def _check_types(request: Shape) -> None:
    if not {request.get("contentType"), request.get("accept")} <= _ANY_TYPE:
        raise InvalidRequestError("The provided Content-Type or Accept header is not supported for this model.")


def create_skeleton() -> Skeleton:
    """Build what LocalStack serves under `bedrock-runtime`.

    Operations that nothing emulates answer 501 `InternalFailure` with their name.
    """
    service = load_service("bedrock-runtime")
    runtime = BedrockRuntime(built_in_responders())
    emulated: dict[str, Operation] = {"InvokeModel": runtime.invoke_model, "Converse": runtime.converse}
    table = {name: _handler(name, emulated.get(name)) for name in service.operation_names}
    return Skeleton(service, table)


def _handler(name: str, operation: Operation | None) -> Callable[[RequestContext, Shape], Shape]:
    def handle(_: RequestContext, request: Shape) -> Shape:
        if operation is None:
            raise NotImplementedError(f"Bedrock Runtime's operation {name} is not emulated.")
        try:
            return operation(request)
        except BedrockError as error:
            raise CommonServiceException(error.code, str(error), status_code=error.status, sender_fault=True) from error

    return handle
