"""What engine, template and workers say to one another. Standard library only: workers import this."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Start:
    """Engine to worker, once: become this execution environment.

    Attributes:
        environment: all environment variables of the process; there are no others.
        task_root: folder of the function's code and working directory.
        import_path: folders that go before the runtime's own on `sys.path`, first one first.
        fresh_folders: those of `import_path` whose modules are always compiled from source (hot reload).
        handler: `module.function`.
        seed: of Python's `random`; None for chance.
    """

    environment: dict[str, str]
    task_root: str
    import_path: list[str]
    fresh_folders: list[str]
    handler: str
    seed: str | None = None


@dataclass(frozen=True)
class Born:
    """Template to engine: the fork succeeded."""

    pid: int


@dataclass(frozen=True)
class Exited:
    """Template to engine: the worker is gone. `status` is its exit status, or minus the signal that ended it."""

    status: int


@dataclass(frozen=True)
class Ready:
    """Worker to engine: the handler's module is imported. `inherited_kb` of its memory came from the template."""

    inherited_kb: int


@dataclass(frozen=True)
class InitError:
    """Worker to engine: the handler can't be had. `body` is AWS's error document."""

    error_type: str
    body: bytes


@dataclass(frozen=True)
class Invocation:
    """Engine to worker: one event.

    Attributes:
        request_id: AWS request id.
        function_arn: ARN as the caller named it.
        deadline_ms: when the time is up, in milliseconds since the epoch.
        trace_id: X-Ray header.
        client_context: JSON, or None if the caller sent none.
        body: the event as JSON.
    """

    request_id: str
    function_arn: str
    deadline_ms: int
    trace_id: str
    client_context: str | None
    body: bytes


@dataclass(frozen=True)
class Response:
    """Worker to engine: what the handler returned, serialised; `peak_kb` is the worker's largest resident size."""

    peak_kb: int
    body: bytes


@dataclass(frozen=True)
class Oversize:
    """Worker to engine: the handler returned more than Lambda passes on; `size` in bytes."""

    peak_kb: int
    size: int


@dataclass(frozen=True)
class Failure:
    """Worker to engine: what the handler raised, as AWS's error document."""

    peak_kb: int
    error_type: str
    body: bytes


Message = Start | Born | Exited | Ready | InitError | Invocation | Response | Oversize | Failure

TYPES: dict[str, type[Message]] = {
    kind.__name__: kind for kind in (Start, Born, Exited, Ready, InitError, Invocation, Response, Oversize, Failure)
}
"""Every message by the name that it has on the wire."""
