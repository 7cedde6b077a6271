"""Batches of which some entries fail: those don't reach the service, and the answer tells of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from localstack.aws.protocol.serializer import create_serializer
from localstack.http import Request

from fakes.behaviours.board import Order
from fakes.behaviours.effects import Partial
from fakes.behaviours.spoiling import choose_failing
from harness.engine.plugins.behaviours.batch_forms import FORMS, BatchForm, Entry

# LocalStack's RequestContext, HandlerChain and Response, which have no types.
Context = Any
Chain = Any
Answer = Any

CHECKSUM = "x-amz-crc32"
"""DynamoDB's header, which clients check."""

ATTRIBUTE = "rehearsal_batch"

READS_BODY = "dynamodb"
"""The service that reads a request's JSON for itself, and doesn't look at its parsed parameters."""


@dataclass(frozen=True)
class _Failed:
    """What has to be told in an answer."""

    form: BatchForm
    entries: Sequence[Entry]
    failing: frozenset[int]
    effect: Partial

    def tell(self, context: Context, answer: Answer, reply: dict[str, Any]) -> None:
        """Write the reply anew, with the entries that failed."""
        self.form.tell(reply, self.entries, self.failing, self.effect)
        context.service_response = reply
        serializer = create_serializer(context.service, context.protocol)
        answer.update_from(
            serializer.serialize_to_response(reply, context.operation, context.request.headers, context.request_id)
        )
        if CHECKSUM in answer.headers:
            answer.headers[CHECKSUM] = str(crc32(answer.get_data()))


def is_batch(context: Context) -> bool:
    """Whether a call has entries that can fail one by one."""
    return context.service_operation in FORMS


def fail_some(order: Order, effect: Partial, chain: Chain, context: Context, answer: Answer) -> None:
    """Take entries out of a call before its service sees it; without any left the service isn't asked."""
    form = FORMS[context.service_operation]
    entries = form.take(context.service_request)
    failed = _Failed(form, entries, choose_failing(len(entries), effect.share, order.dice), effect)
    if len(failed.failing) < len(entries):
        _take_out(form, failed.failing, context.service_request)
        if context.service.service_name == READS_BODY:
            context.request = _request_without(form, failed.failing, context.request)
        setattr(context, ATTRIBUTE, failed)
    elif entries:
        failed.tell(context, answer, {})
        chain.stop()


def tell_failed(context: Context, answer: Answer) -> None:
    """Add the entries that failed to the answer, unless the service refused the call altogether."""
    failed: _Failed | None = context.get(ATTRIBUTE)
    if failed is not None and context.service_exception is None:
        failed.tell(context, answer, context.service_response)


def _take_out(form: BatchForm, failing: frozenset[int], request: dict[str, Any]) -> None:
    form.leave(request, [entry for index, entry in enumerate(form.take(request)) if index not in failing])


def _request_without(form: BatchForm, failing: frozenset[int], request: Any) -> Any:
    body = json.loads(request.get_data())
    _take_out(form, failing, body)
    headers = {name: value for name, value in request.headers.items() if name.lower() != "content-length"}
    return Request(request.method, request.path, headers=headers, body=json.dumps(body))
