"""The engine's HTTP control routes, under `/_rehearse`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from localstack.http import Request, Response, route
from localstack.services.edge import ROUTER

from fakes.control import ROUTES as BEHAVIOUR_ROUTES
from harness.engine.plugins.manifest import PLUGINS
from harness.engine.plugins.patching import BOARD

PREFIX = "/_rehearse"


def add_routes() -> None:
    """Serve the control routes beside the AWS APIs."""
    ROUTER.add([health, hot_reload, kill_workers, nothing, *BEHAVIOUR_ROUTES])


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


@route(f"{PREFIX}/hot-reload", methods=["POST"])
def hot_reload(request: Request, **_parameters: str) -> Response:
    """Run the code of a zip, named by its `codeSha256`, from `folders` on this host."""
    from harness.engine.plugins.lambda_runtime.reload import register

    body = json.loads(request.data)
    missing = [folder for folder in body["folders"] if not Path(folder).is_dir()]
    if missing:
        return _answer({"error": f"no such folder: {missing[0]}"}, status=400)
    register(body["codeSha256"], body["folders"])
    return _answer({})


@route(f"{PREFIX}/functions/<account>/<function>/workers", methods=["DELETE"])
def kill_workers(_request: Request, account: str, function: str, **_parameters: str) -> Response:
    """Kill the processes in which a function runs; `busy` tells how many were in the middle of an event."""
    from harness.engine.plugins.lambda_runtime.environments import ENVIRONMENTS

    return _answer({"busy": ENVIRONMENTS.kill(account, function)})


@route(f"{PREFIX}/<path:path>")
def nothing(_request: Request, path: str, **_parameters: str) -> Response:
    """Refuse what no other route serves, such as the clock of an engine in real time: else S3 would answer, with
    nothing as a rule."""
    return _answer({"error": f"this engine has no {PREFIX}/{path}"}, status=404)


def _answer(body: Any, status: int = 200, encode: Callable[[Any], str] = json.dumps) -> Response:
    return Response(encode(body), status=status, mimetype="application/json")
