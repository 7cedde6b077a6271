"""What the engine says about the work under way, which AWS shows in CloudWatch a minute later."""

from pydantic import BaseModel, ConfigDict

from harness import control
from harness.clients import Clients
from harness.errors import UsageError


class FunctionGauge(BaseModel):
    """A Lambda function's work since the engine was started.

    Attributes:
        running: invocations under way.
        waiting: asynchronous events that wait for an invocation, or for another attempt.
        invocations: how many have ended.
        busy_seconds: how long they and those under way have taken, all together.
        gb_seconds: what AWS bills for those that have ended.
    """

    model_config = ConfigDict(frozen=True)

    running: int = 0
    waiting: int = 0
    invocations: int = 0
    busy_seconds: float = 0.0
    gb_seconds: float = 0.0


class Tally(BaseModel):
    """How often an operation was called since the engine was started, by one sort of caller, with one outcome.

    Attributes:
        service: boto3's name.
        operation: AWS's name.
        error: AWS's error code, empty for success.
        by: `function` for calls with a role's credentials, `service` for those of AWS's own services, else `client`.
        count: how often.
        request_bytes: of all requests.
        response_bytes: of all answers.
    """

    model_config = ConfigDict(frozen=True)

    service: str
    operation: str
    error: str
    by: str
    count: int
    request_bytes: int
    response_bytes: int


class Gauges(BaseModel):
    """The state of one account.

    Attributes:
        functions: by name.
        jobs: under way, by service.
        most_jobs: as many were under way at the same time at most since the engine was started, in a region.
        calls: by operation and outcome.
    """

    model_config = ConfigDict(frozen=True)

    functions: dict[str, FunctionGauge]
    jobs: dict[str, int]
    most_jobs: dict[str, int] = {}
    calls: tuple[Tally, ...]


def read_gauges(clients: Clients) -> Gauges:
    """Ask the engine about the clients' account.

    Raises:
        UsageError: it is AWS.
        ControlError: it doesn't answer.
    """
    if clients.endpoint is None:
        raise UsageError("AWS tells nobody what is under way inside.", hint="Ask a local engine.")
    return Gauges.model_validate(control.get(clients.endpoint, f"gauges/{clients.account}"))
