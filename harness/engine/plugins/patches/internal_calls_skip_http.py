"""The engine's calls of itself don't become HTTP requests of botocore's first. Patches `localstack.aws.client`.

With its in-memory client LocalStack answers such a call in process, but only after botocore has built, signed and
prepared a request to send, and it then has the answer pretend that it was received. What every caller sees stays: the
call passes the whole chain of handlers, is recorded, may be made to fail, and is tried again as before. S3, which signs
in its own way and streams, goes the long way.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.kept_preparations import KeptAgent, KeptEndpoints
from harness.engine.plugins.loop import Answer, Loop
from harness.engine.plugins.patching import Patch, replace

_LOOP = "rehearsal_loop"


def apply(module: ModuleType) -> None:
    """Give the endpoints of the engine's own clients a loop, and use it."""
    replace(module.GatewayShortCircuit, "modify_client", lambda original: staticmethod(_giving(original, module)))
    replace(module.Endpoint, "_send_request", _using)


def _giving(original: Callable[[Any, Any], None], module: ModuleType) -> Callable[[Any, Any], None]:
    def modify_client(client: Any, gateway: Any) -> None:
        original(client, gateway)
        signer = client._request_signer
        if signer.signature_version == "v4" and signer._credentials:
            loop = Loop(module, gateway, client._endpoint, signer, module.get_service_endpoint())
            setattr(client._endpoint, _LOOP, loop)
            if client._ruleset_resolver is not None:
                client._ruleset_resolver = KeptEndpoints(client._ruleset_resolver)
            client._user_agent_creator = KeptAgent(client._user_agent_creator.to_string())

    return modify_client


def _using(original: Callable[[Any, Any, Any], Any]) -> Callable[[Any, Any, Any], Any]:
    def send(endpoint: Any, parameters: dict[str, Any], operation: Any) -> Any:
        loop: Loop | None = getattr(endpoint, _LOOP, None)
        if loop is None or not loop.takes(parameters, operation):
            return original(endpoint, parameters, operation)
        attempts, (answer, error) = 1, loop.send(parameters, operation)
        while not _is_fine(answer, operation) and endpoint._needs_retry(attempts, operation, parameters, answer, error):
            attempts += 1
            answer, error = loop.send(parameters, operation)
        if answer is None:
            raise error or RuntimeError("a call had no outcome")
        answer[1].setdefault("ResponseMetadata", {})["RetryAttempts"] = attempts - 1
        return answer

    return send


def _is_fine(answer: Answer | None, operation: Any) -> bool:
    """Whether no rule could have the call tried again. DynamoDB's clients check what came against its checksum."""
    return answer is not None and answer[0].status_code < 300 and operation.service_model.service_name != "dynamodb"


PATCH = Patch("internal-calls-skip-http", "localstack.aws.client", apply)
