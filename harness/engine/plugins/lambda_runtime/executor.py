"""LocalStack's interface to execution environments, on sandboxes instead of containers."""

import base64
import binascii
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from localstack import config
from localstack.runtime.shutdown import SHUTDOWN_HANDLERS
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

from harness.engine.plugins.behaviours.functions import way_to_ask
from harness.engine.plugins.gauges.functions import FUNCTIONS
from harness.engine.plugins.lambda_runtime import clock, environment, layers
from harness.engine.plugins.lambda_runtime.blueprint import Blueprint
from harness.engine.plugins.lambda_runtime.chance import CHANCE
from harness.engine.plugins.lambda_runtime.environments import ENVIRONMENTS
from harness.engine.plugins.lambda_runtime.function_version import archives, hot_folders, tell_once, user_name
from harness.engine.plugins.lambda_runtime.limits import Deadline
from harness.engine.plugins.lambda_runtime.messages import Invocation
from harness.engine.plugins.lambda_runtime.sandbox import Sandbox
from harness.engine.plugins.lambda_runtime.task_root import TASK_ROOTS
from harness.engine.plugins.lambda_runtime.template import TEMPLATE


@dataclass
class MeasuredResult(InvocationResult):
    """What LocalStack takes for the result of an invocation, with what it cost for the metric `Duration`."""

    duration_ms: float = 0.0


class ProcessExecutor(RuntimeExecutor):
    """One execution environment as LocalStack sees it.

    LocalStack reserves an environment for one invocation at a time, keeps it alive, and starts others beside it.

    Attributes:
        client_context: of the invocation to come, base64 as the caller sent it; see the patch
            `lambda_client_context`.
    """

    def __init__(self, id: str, function_version: FunctionVersion) -> None:
        super().__init__(id, function_version)
        self.client_context: str | None = None
        self._sandbox: Sandbox | None = None

    def start(self, env_vars: dict[str, str]) -> None:
        """Build the environment and load the handler; what the function does wrong there shows when it is invoked.

        Raises:
            TemplateLostError: no worker process can be had.
        """
        for archive in archives(self.function_version):
            TASK_ROOTS.acquire(archive, self.id)
        self._sandbox = Sandbox(self._blueprint(env_vars), TEMPLATE, at_end=self._release_code)
        ENVIRONMENTS.add(self.function_version, self._sandbox)
        self._sandbox.initialise()

    def stop(self) -> None:
        """End the environment, after the invocation that it is busy with."""
        if self._sandbox is not None:
            self._sandbox.close()

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        """Have the function handle one event."""
        if self._sandbox is None:
            raise RuntimeError(f"environment {self.id} was not started")
        deadline = Deadline(self.function_version.config.timeout)
        invocation = Invocation(
            request_id=payload["invoke-id"],
            function_arn=payload["invoked-function-arn"],
            deadline_ms=clock.epoch_ms() + int(deadline.seconds * 1000),
            trace_id=payload["trace-id"],
            client_context=_decoded(self.client_context),
            body=payload["payload"].encode(),
        )
        with FUNCTIONS.at_work(self.function_version):
            ask = way_to_ask(self.function_version.id, payload["payload"])
            outcome = self._sandbox.invoke(invocation, deadline, ask)
        return MeasuredResult(
            invocation.request_id,
            outcome.payload,
            is_error=outcome.is_error,
            logs=outcome.log,
            duration_ms=outcome.duration_ms,
        )

    def get_address(self) -> str:
        """Where the environment could be reached; nobody asks."""
        return self.get_endpoint_from_executor()

    def get_endpoint_from_executor(self) -> str:
        """The engine's address as the function sees it."""
        host: str = config.GATEWAY_LISTEN[0].host
        return "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - a comparison

    def get_runtime_endpoint(self) -> str:
        """LocalStack's HTTP Runtime API, which we don't use."""
        return ""

    def get_logs(self) -> str:
        """Logs outside of invocations; ours all come with an invocation."""
        return ""

    @classmethod
    def validate_environment(cls) -> bool:
        """Called when the Lambda service is loaded: have the template warm before the first function needs it."""
        TEMPLATE.warm()
        # Before the services stop, since they wait for invocations that may have 15 minutes left.
        SHUTDOWN_HANDLERS.register(TEMPLATE.stop)
        return True

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        """Unpack a version's code and layers before its first invocation, and have them compiled by then."""
        tell_once(function_version)
        for archive in archives(function_version):
            TASK_ROOTS.prepare(archive, user_name(function_version))

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        """Delete what `prepare_version` unpacked, unless somebody else uses it."""
        for archive in archives(function_version):
            TASK_ROOTS.release(archive, user_name(function_version))

    def _release_code(self) -> None:
        for archive in archives(self.function_version):
            TASK_ROOTS.release(archive, self.id)

    def _blueprint(self, env_vars: dict[str, str]) -> Blueprint:
        settings = self.function_version.config
        unpacked = tuple(TASK_ROOTS.path(layer.code) for layer in settings.layers or ())
        places = environment.Places(
            task_root=TASK_ROOTS.path(settings.code),
            layers=unpacked,
            library=TEMPLATE.library,
            scratch=Path(tempfile.gettempdir()) / "lambda-scratch" / self.id,
        )
        logging_config = settings.logging_config or {}
        function = environment.Settings(settings.runtime, settings.environment or {}, logging_config)
        return Blueprint(
            version=self.function_version.id.qualifier,
            handler=settings.handler,
            timeout=settings.timeout,
            memory_mb=settings.memory_size,
            environment=environment.variables(env_vars, function, places),
            task_root=places.task_root,
            layers=layers.import_folders(unpacked, settings.runtime),
            scratch=places.scratch,
            logs_json=logging_config.get("LogFormat") == "JSON",
            hot_folders=partial(hot_folders, settings.code),
            seed=CHANCE.seed(self.function_version.id),
        )


def _decoded(client_context: str | None) -> str | None:
    """The caller's JSON; whatever isn't base64 goes on as it is, for the runtime to complain about."""
    if not client_context:
        return None
    try:
        return base64.b64decode(client_context, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return client_context
