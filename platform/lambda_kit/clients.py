"""AWS clients. The endpoint is what the SDK resolves by itself: that makes local and AWS alike."""

from functools import cache
from typing import Any, Final

import boto3
from botocore.config import Config
from botocore.exceptions import ConnectionError, HTTPClientError

CONNECT_TIMEOUT_SECONDS = 3
READ_TIMEOUT_SECONDS = 60
ATTEMPTS = 5
"""Standard mode waits up to 20 s between attempts, so five of them ride out a burst of throttling."""
SILENCE: Final = (HTTPClientError, ConnectionError)
"""No connection, no answer in time, or half of one: what was asked for may have been done."""


@cache
def client(service: str, *, read_timeout: int = READ_TIMEOUT_SECONDS, attempts: int = ATTEMPTS) -> Any:
    """The process's one client of `service`; callers annotate it with the type of that service's client.

    Args:
        service: boto3's name of the service.
        read_timeout: seconds to wait for an answer; a language model needs more than a table.
        attempts: tries in all, the first included, with exponential backoff on throttling and 5xx.
    """
    config = Config(
        connect_timeout=CONNECT_TIMEOUT_SECONDS,
        read_timeout=read_timeout,
        retries={"mode": "standard", "total_max_attempts": attempts},
    )
    return boto3.client(service, config=config)  # type: ignore[call-overload]  # stubs want a literal name


def error_code(error: Exception) -> str:
    """The AWS error code inside a botocore `ClientError`; empty for any other exception."""
    response = getattr(error, "response", {})
    return str(response.get("Error", {}).get("Code", ""))


def error_message(error: Exception) -> str:
    """The service's own words inside a botocore `ClientError`, or the exception's text."""
    response = getattr(error, "response", {})
    return str(response.get("Error", {}).get("Message", "") or error)
