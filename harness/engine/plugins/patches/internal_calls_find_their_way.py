"""Calls of AWS's operations don't look for a route first. Patches `localstack.aws.app`.

As shipped, each call is matched against all routes of the gateway, twice, before it is taken for an operation; the two
failures cost more than many an operation. A call that names its operation can be none of these routes.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from harness.engine.plugins.after import after
from harness.engine.plugins.patching import Patch, PatchError

Handler = Callable[[Any, Any, Any], None]


def apply(module: ModuleType) -> None:
    """Put a question before the two handlers that serve routes."""
    routers = (module.handlers.serve_localstack_resources, module.handlers.serve_edge_router_rules)

    def ask_first(gateway: Any) -> None:
        if missing := [router for router in routers if router not in gateway.request_handlers]:
            raise PatchError(f"the gateway doesn't use {missing}")
        gateway.request_handlers[:] = [
            _unless_named(handler) if handler in routers else handler for handler in gateway.request_handlers
        ]

    after(module.LocalstackAwsGateway, "__init__", ask_first)


def _unless_named(route: Handler) -> Handler:
    def serve(chain: Any, context: Any, response: Any) -> None:
        if not names_operation(context):
            route(chain, context, response)

    return serve


def names_operation(context: Any) -> bool:
    """Whether a call is surely of an operation: an internal one, or one of a service that speaks JSON."""
    return context.operation is not None or (context.request.path == "/" and "X-Amz-Target" in context.request.headers)


PATCH = Patch("internal-calls-find-their-way", "localstack.aws.app", apply)
