"""Responses in DynamoDB's JSON protocol.

Complete HTTP responses instead of parsed ones: moto's JSON is what goes on the wire, and LocalStack would lose what
errors carry besides their message, such as a transaction's cancellation reasons.
"""

import zlib

from localstack.aws.api import RequestContext
from localstack.http import Response

CONTENT_TYPE = "application/x-amz-json-1.0"


def respond(context: RequestContext, status: int, text: str) -> Response:
    """The HTTP response to a request.

    Args:
        context: the request.
        status: HTTP status.
        text: the body's JSON.
    """
    body = text.encode()
    headers = {
        "Content-Type": CONTENT_TYPE,
        "x-amzn-RequestId": context.request_id,
        # SDKs check it if it is there.
        "x-amz-crc32": str(zlib.crc32(body)),
    }
    return Response(body, status, headers)
