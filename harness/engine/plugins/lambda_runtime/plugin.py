"""The entry point under which LocalStack finds the executor."""

from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor


class ProcessExecutorPlugin(RuntimeExecutorPlugin):
    """Functions in processes: `LAMBDA_RUNTIME_EXECUTOR=process`."""

    name = "process"

    def load(self, *_args: object, **_kwargs: object) -> type[RuntimeExecutor]:
        """The executor's class; importing it loads the Lambda service, hence not before it is asked for."""
        from harness.engine.plugins.lambda_runtime.executor import ProcessExecutor

        return ProcessExecutor
