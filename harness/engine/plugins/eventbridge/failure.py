"""Why a target did not take an event, in EventBridge's own words."""

from dataclasses import dataclass
from enum import StrEnum

import requests
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
    ReadTimeoutError,
)


class ErrorCode(StrEnum):
    """`ERROR_CODE` of a dead letter: EventBridge User Guide, "Using dead-letter queues"."""

    CONNECTION_FAILURE = "CONNECTION_FAILURE"
    INTERNAL_ERROR = "INTERNAL_ERROR"
    NO_PERMISSIONS = "NO_PERMISSIONS"
    NO_RESOURCE = "NO_RESOURCE"
    SDK_CLIENT_ERROR = "SDK_CLIENT_ERROR"
    THROTTLING = "THROTTLING"
    TIMEOUT = "TIMEOUT"


PERMANENT = frozenset({ErrorCode.NO_PERMISSIONS, ErrorCode.NO_RESOURCE})
"""EventBridge doesn't retry these: the same guide, "Considerations for using a dead-letter queue"."""

TIMEOUTS = (ConnectTimeoutError, ReadTimeoutError)
CONNECTIONS = (ConnectionClosedError, EndpointConnectionError, HTTPClientError)


@dataclass(frozen=True)
class Failure:
    """One failed attempt.

    Args:
        code: EventBridge's code.
        message: what the target's service answered.
    """

    code: ErrorCode
    message: str

    @property
    def is_permanent(self) -> bool:
        """Would a retry meet the same answer?"""
        return self.code in PERMANENT

    @classmethod
    def of(cls, error: Exception) -> "Failure":
        """The failure behind what a target's client raised."""
        return cls(_code(error), str(error))


def _code(error: Exception) -> ErrorCode:
    if isinstance(error, ClientError):
        return _code_of_answer(error)
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return _code_of("", error.response.status_code)
    if isinstance(error, TIMEOUTS):
        return ErrorCode.TIMEOUT
    if isinstance(error, CONNECTIONS):
        return ErrorCode.CONNECTION_FAILURE
    return ErrorCode.INTERNAL_ERROR


def _code_of_answer(error: ClientError) -> ErrorCode:
    name = error.response.get("Error", {}).get("Code", "")
    return _code_of(name, error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 500))


def _code_of(name: str, status: int) -> ErrorCode:
    if "NotFound" in name or "NonExistent" in name or "DoesNotExist" in name:
        return ErrorCode.NO_RESOURCE
    if "AccessDenied" in name or status == 403:
        return ErrorCode.NO_PERMISSIONS
    if "Throttl" in name or "LimitExceeded" in name or status == 429:
        return ErrorCode.THROTTLING
    return ErrorCode.INTERNAL_ERROR if status >= 500 else ErrorCode.SDK_CLIENT_ERROR
