"""The engine's HTTP control routes, under `/_rehearse`."""

import json
from collections.abc import Callable
from typing import Any

from localstack.http import Request, Response, route
from localstack.services.edge import ROUTER

from harness.engine.plugins.manifest import PLUGINS
from harness.engine.plugins.patching import BOARD

PREFIX = "/_rehearse"


def add_routes() -> None:
    """Serve the control routes beside the AWS APIs."""
    ROUTER.add([health])


@route(f"{PREFIX}/health", methods=["GET"])
def health(_request: Request, **_parameters: str) -> Response:
    """What is loaded: plugins, patches with their state, and AWS services."""
    from localstack.services.plugins import SERVICE_PLUGINS, ServiceState

    states = SERVICE_PLUGINS.get_states()
    return _answer(
        {
            "plugins": sorted(name for names in PLUGINS.values() for name in names),
            "patches": dict(BOARD.states),
            "services": sorted(name for name, state in states.items() if state == ServiceState.RUNNING),
        }
    )


def _answer(body: Any, status: int = 200, encode: Callable[[Any], str] = json.dumps) -> Response:
    return Response(encode(body), status=status, mimetype="application/json")
