"""One AWS call that an engine has served, as the recorder keeps it and `rehearse calls` shows it."""

from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter


# Neither frozen nor checked when it is made: that would cost more than all the rest of recording a call.
@dataclass(slots=True)
class Call:
    """A call and its answer.

    Attributes:
        time: when it came, in seconds since the epoch of the engine's time.
        account: 12-digit account; of a service's call the one that it acts for.
        region: AWS region.
        service: boto3's name.
        operation: AWS's name.
        status: HTTP status; 499 if the caller has heard no answer.
        milliseconds: from the request's arrival until the answer was ready to be sent.
        number: counts the calls of an engine, from 1; 0 before it is recorded.
        error: AWS's error code, empty for success.
        role: ARN of the role whose credentials signed it; empty for other credentials.
        session: name of the role's session; of a Lambda function that is the function's name.
        caller: `client`; for calls of the engine's own services `service`.
        principal: which service that is, if it says so, e.g. `events`.
        source: ARN of the resource for which that service calls, if it says so, e.g. a topic.
        resources: what it is about, by kind, e.g. `{"bucket": "deeds", "key": "incoming/a.pdf"}`.
        request_bytes: size of the request's body, if known.
        response_bytes: size of the answer's body, if known; a stream's isn't.
        request_id: AWS's id of the request.
        behaviour: id of the behaviour that changed it.
        request: parameters with secrets removed; only while bodies are recorded.
        response: the answer likewise.
        tick: when it came, in the host's monotonic seconds, which order what is simultaneous in virtual time.
    """

    time: float
    account: str
    region: str
    service: str
    operation: str
    status: int
    milliseconds: float
    number: int = 0
    error: str = ""
    role: str = ""
    session: str = ""
    caller: str = "client"
    principal: str = ""
    source: str = ""
    resources: dict[str, str] = field(default_factory=dict)
    request_bytes: int | None = None
    response_bytes: int | None = None
    request_id: str = ""
    behaviour: str = ""
    request: Any = None
    response: Any = None
    tick: float = 0.0


CALL = TypeAdapter(Call)
"""To and from JSON."""
