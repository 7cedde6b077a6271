"""Calls Bedrock's operations as LocalStack does, and reads their responses as botocore does."""

import io
import json
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from botocore.eventstream import EventStreamBuffer
from botocore.model import StructureShape
from botocore.parsers import EventStreamJSONParser
from botocore.validate import ParamValidator
from localstack.aws.skeleton import Skeleton

CONTEXT = SimpleNamespace(account_id="123456789012", region="us-east-1")
Call = Callable[..., Any]


def stream(body: object) -> io.BytesIO:
    """A payload as LocalStack's parser hands it over."""
    return io.BytesIO(json.dumps(body).encode())


def caller(skeleton: Skeleton) -> Call:
    """Return what calls an operation through its handler and checks the response against botocore's model of it.

    Of an operation that streams it returns the events.
    """

    def call(operation: str, **request: Any) -> Any:
        model = skeleton.service.operation_model(operation)
        response = skeleton.dispatch_table[operation](CONTEXT, request)
        if model.has_event_stream_output:
            return list(_events(model.get_event_stream_output(), response.response))
        _validate(response, model.output_shape)
        return response

    return call


def _events(shape: StructureShape, frames: Iterator[bytes]) -> Iterator[dict[str, Any]]:
    buffer: Any = EventStreamBuffer()
    parser = EventStreamJSONParser()
    for frame in frames:
        buffer.add_data(frame)
        for message in buffer:
            assert message.headers[":message-type"] == "event"
            event = parser.parse(message.to_response_dict(), shape)
            _validate(event, shape)
            yield event


def _validate(value: Any, shape: Any) -> None:
    report = ParamValidator().validate(value, shape)
    assert not report.has_errors(), report.generate_report()
