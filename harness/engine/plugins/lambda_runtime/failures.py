"""Errors of a function that its own code can't report, in the words of AWS."""

import json
import signal
from dataclasses import dataclass
from enum import StrEnum

from harness.engine.plugins.lambda_runtime import clock
from harness.engine.plugins.lambda_runtime.limits import RESPONSE_BYTES


class Status(StrEnum):
    """How an invocation or a start ended, as Lambda's log lines say it."""

    SUCCESS = "success"
    ERROR = "error"
    TIMEOUT = "timeout"


@dataclass(frozen=True)
class Problem:
    """Why the runtime gave no answer.

    Attributes:
        error_type: e.g. `Runtime.ExitError`.
        sentence: what happened.
        document: the error document, where the runtime itself has written it.
        status: for the REPORT line.
    """

    error_type: str
    sentence: str = ""
    document: bytes | None = None
    status: Status = Status.ERROR

    def body(self, request_id: str) -> bytes:
        """The error document for the caller of `request_id`."""
        if self.document is not None:
            return self.document
        return _document(self.error_type, f"RequestId: {request_id} Error: {self.sentence}")

    def log(self, request_id: str) -> str:
        """What Lambda itself adds to the function's log."""
        if self.document is not None:
            return ""
        if self.status is Status.TIMEOUT:
            return f"{clock.timestamp()} {request_id} {self.sentence}\n\n"
        return f"RequestId: {request_id} Error: {self.sentence}\n{self.error_type}\n"


def timed_out(seconds: float) -> Problem:
    """The function's time was up."""
    return Problem("Sandbox.Timedout", f"Task timed out after {seconds:.2f} seconds", status=Status.TIMEOUT)


def exited(status: int) -> Problem:
    """The process ended by itself: `status` is its exit status, or minus the signal that ended it."""
    return Problem("Runtime.ExitError", _reason(status))


def out_of_memory() -> Problem:
    """The process was killed because it used more memory than the function has."""
    return Problem("Runtime.OutOfMemory", _reason(-signal.SIGKILL))


def init_error(error_type: str, document: bytes) -> Problem:
    """The runtime found no handler, and says why."""
    return Problem(error_type, document=document)


def response_too_large(size: int) -> Problem:
    """The handler returned more than a synchronous response can carry."""
    message = f"Response payload size ({size} bytes) exceeded maximum allowed payload size ({RESPONSE_BYTES} bytes)."
    error_type = "Function.ResponseSizeTooLarge"
    return Problem(error_type, document=_document(error_type, message))


def _reason(status: int) -> str:
    if status == 0:
        return "Runtime exited without providing a reason"
    if status < 0:
        return f"Runtime exited with error: signal: {(signal.strsignal(-status) or str(-status)).lower()}"
    return f"Runtime exited with error: exit status {status}"


def _document(error_type: str, message: str) -> bytes:
    return json.dumps({"errorType": error_type, "errorMessage": message}).encode()
